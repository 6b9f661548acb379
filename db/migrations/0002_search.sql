-- What Postgres answers searches from. Written by the transaction that writes the game; folded in TypeScript, so that a
-- query and a title are always folded by the same code.
create table game_search (
  game_id uuid primary key references game on delete cascade,
  fold text not null,
  norm text not null,
  compact text not null,
  alternative_compacts text[] not null,
  alternative_words text[] not null,
  initials text[] not null,
  initials_words text[] not null,
  pop real not null,
  words tsvector not null generated always as (array_to_tsvector(string_to_array(norm, ' '))) stored,
  alternative_vector tsvector not null generated always as (array_to_tsvector(alternative_words)) stored,
  initials_vector tsvector not null generated always as (array_to_tsvector(initials_words)) stored
);
create index game_search_fold on game_search (fold text_pattern_ops);
create index game_search_compact on game_search (compact text_pattern_ops);
create index game_search_words on game_search using gin (words, alternative_vector, initials_vector);
create index game_search_keys on game_search using gin (alternative_compacts, initials);
create index game_search_likeness on game_search using gin (fold gin_trgm_ops);
create index game_search_pop on game_search (pop desc, game_id);

-- Every word of a title, and every word less one letter: two words one slip apart share an entry (SymSpell). Words stay
-- when their last game goes: they find nothing then, and nobody waits for a lock to count them.
create table search_word (
  word text primary key
);

create table search_word_deletion (
  deletion text not null,
  word text not null references search_word on delete cascade,
  primary key (deletion, word)
);
create index search_word_deletion_begins on search_word_deletion (deletion text_pattern_ops);

-- The relay claims a row until an instant, commits, and works without holding a lock the loader would wait for.
-- A rebuild notes which version it has put into the new index: those rows go when that index is served.
alter table search_outbox add column claimed_until timestamptz, add column rebuilt_version integer;
-- Whoever claimed a game had its former version: what changed since may be claimed by anybody.
create function unclaim_changed() returns trigger language plpgsql as $$
begin
  new.claimed_until := null;
  return new;
end $$;
create trigger search_outbox_changed before update of version on search_outbox
  for each row when (new.version <> old.version) execute function unclaim_changed();
create index search_outbox_queued on search_outbox (queued_at);

-- While an index is rebuilt nothing is claimed: what changes meanwhile is applied to the new index afterwards.
create table search_rebuild (
  only_row boolean primary key default true check (only_row),
  token uuid not null,
  held_until timestamptz not null
);
