-- The collections of people ---------------------------------------------------------------------------------------------------

-- Games that a person owns, wishes, plays, has finished, or keeps under a name of their own. A row is private to its account and ends
-- with it. `name_key`: the name as it is compared, so that two spellings that differ only in case are one collection.
create table collection (
  id bigint generated always as identity primary key,
  account_id uuid not null references account on delete cascade,
  name text not null,
  name_key text not null,
  created_at timestamptz not null default now(),
  unique (account_id, name_key),
  unique (id, account_id)
);

-- `title`, `year`, `platform` and `ids` are as a person or their list stated them: they stay when the game is merged, split or deleted.
-- `game_id` is the game that was chosen, also after it was merged into another one: undoing the merge brings it back. Without a game the
-- item is unmatched, until `dismissed_at`: the person has said that no game of the catalogue is meant. `edited` names the fields that the
-- person set, which no import changes. `import_key`: a hash of the stated values of the row that made the item.
create table collection_item (
  id uuid primary key,
  collection_id bigint not null,
  account_id uuid not null references account on delete cascade,
  game_id uuid references game on delete set null,
  title text not null,
  year smallint,
  platform text,
  ids jsonb not null default '{}',
  status text check (status in ('planned', 'unplayed', 'playing', 'paused', 'played', 'finished', 'completed', 'abandoned')),
  rating real check (rating between 0 and 10),
  playtime_minutes integer check (playtime_minutes >= 0),
  notes text,
  store text,
  edited text[] not null default '{}',
  import_key bigint,
  dismissed_at timestamptz,
  added_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (collection_id, account_id) references collection (id, account_id) on delete cascade
);
create unique index collection_item_of_game on collection_item (collection_id, game_id) where game_id is not null;
create unique index collection_item_of_row on collection_item (collection_id, import_key) where import_key is not null;
create index collection_item_collection on collection_item (collection_id, account_id);
create index collection_item_account on collection_item (account_id);
-- Deleting a game looks for its items.
create index collection_item_game on collection_item (game_id) where game_id is not null;
