create extension if not exists vector;
create extension if not exists pg_trgm;

-- Sources and their records -------------------------------------------------------------------------------------------

create table source (
  id smallint generated always as identity primary key,
  slug text not null unique,
  name text not null,
  kind text not null,
  trust smallint not null check (trust between 0 and 100),
  licence text not null,
  redistributable boolean not null,
  commercial boolean not null,
  attribution text,
  attribution_url text
);

create table ingest_run (
  id bigint generated always as identity primary key,
  source_id smallint not null references source,
  dataset text not null,
  fingerprint text not null,
  -- What the raw text of its records needs to be read again: the columns and dialect of a CSV.
  head text,
  status text not null default 'reading' check (status in ('reading', 'archived', 'done', 'abandoned')),
  checkpoint jsonb,
  records_read bigint not null default 0,
  accepted bigint not null default 0,
  unchanged bigint not null default 0,
  duplicate bigint not null default 0,
  quarantined bigint not null default 0,
  staged bigint not null default 0,
  games_created bigint not null default 0,
  games_updated bigint not null default 0,
  games_merged bigint not null default 0,
  unknown_words jsonb not null default '{}',
  error text,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
create index ingest_run_source on ingest_run (source_id, id desc);

-- The shape of staging: each run has an unlogged table of its own like this one, dropped when its records are archived.
-- What comes from outside is text, so that no cast can fail a COPY.
create unlogged table staging_record (
  ordinal bigint not null,
  source_key text not null,
  content_hash bigint not null,
  raw text not null,
  fields text not null,
  match_keys bigint[] not null,
  position text not null
);

create table source_record (
  id bigint generated always as identity primary key,
  source_id smallint not null references source,
  dataset text not null,
  source_key text not null,
  raw text not null,
  -- json, not jsonb: it is only ever read whole, and storing it costs less than half.
  fields json not null,
  match_keys bigint[] not null,
  content_hash bigint not null,
  -- Ids of runs. No foreign keys here and on match_key and match_pending: they cost more than half of a load, records
  -- and runs are never deleted, and these columns are written by the statement that reads the run or the record.
  first_run bigint not null,
  last_run bigint not null,
  removed_at timestamptz
);
-- The hash travels in the index: an identical run is recognised without reading a record.
create unique index source_record_key on source_record (source_id, dataset, source_key) include (content_hash);

-- A refused record stays one row however often it is read: run_id is the last run that met it.
create table quarantine (
  id bigint generated always as identity primary key,
  source_id smallint not null references source,
  dataset text not null,
  fingerprint bigint not null,
  run_id bigint not null references ingest_run,
  code text not null,
  field text,
  message text not null,
  position jsonb not null,
  raw text,
  refused_at timestamptz not null default now()
);
create unique index quarantine_fingerprint on quarantine (source_id, dataset, fingerprint);
create index quarantine_run on quarantine (run_id, code);

-- Vocabulary ----------------------------------------------------------------------------------------------------------

create table platform (
  id smallint primary key,
  slug text not null unique,
  name text not null,
  label_en text not null,
  label_fr text not null,
  family text,
  aliases text[] not null default '{}'
);

create table genre (
  id smallint primary key,
  slug text not null unique,
  label_en text not null,
  label_fr text not null,
  aliases text[] not null default '{}'
);

create table company (
  id integer generated always as identity primary key,
  slug text not null unique,
  name text not null
);

-- Games ---------------------------------------------------------------------------------------------------------------

-- The *_ids arrays are read copies of the joins below, written by the same transaction: a page of games reads one table.
create table game (
  id uuid primary key default uuidv7(),
  slug text not null unique,
  title text not null,
  sort_title text not null,
  kind text not null,
  summary text,
  website text,
  cover_url text,
  cover_source text,
  year smallint,
  released date,
  released_precision text check (released_precision in ('day', 'month', 'quarter', 'year')),
  score_critics real,
  score_users real,
  score_votes integer,
  sales_copies bigint,
  popularity bigint,
  alternative_names text[] not null default '{}',
  platform_ids smallint[] not null default '{}',
  genre_ids smallint[] not null default '{}',
  company_ids integer[] not null default '{}',
  source_ids smallint[] not null default '{}',
  provenance jsonb not null,
  content_hash bigint not null,
  version integer not null default 1,
  merged_into uuid references game,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((released is null) = (released_precision is null))
);
create index game_title on game (sort_title, id) where merged_into is null;
create index game_released on game (released desc nulls last, id) where merged_into is null;
create index game_popularity on game (popularity desc nulls last, id) where merged_into is null;
create index game_score on game (score_critics desc nulls last, id) where merged_into is null;
create index game_sales on game (sales_copies desc nulls last, id) where merged_into is null;
create index game_updated on game (updated_at) where merged_into is null;
create index game_merged_into on game (merged_into) where merged_into is not null;
create index game_platform_ids on game using gin (platform_ids);
create index game_genre_ids on game using gin (genre_ids);
create index game_company_ids on game using gin (company_ids);
create index game_source_ids on game using gin (source_ids);

create table release (
  game_id uuid not null references game on delete cascade,
  platform_id smallint not null references platform,
  region text not null default '',
  edition text not null default '',
  released date,
  released_precision text check (released_precision in ('day', 'month', 'quarter', 'year')),
  sales_copies bigint,
  primary key (game_id, platform_id, region, edition)
);

create table game_genre (
  game_id uuid not null references game on delete cascade,
  genre_id smallint not null references genre,
  primary key (game_id, genre_id)
);

create table game_company (
  game_id uuid not null references game on delete cascade,
  company_id integer not null references company,
  role text not null check (role in ('developer', 'publisher')),
  primary key (game_id, company_id, role)
);

create table rating (
  game_id uuid not null references game on delete cascade,
  board text not null,
  rating text not null,
  primary key (game_id, board)
);

create table external_id (
  source text not null,
  id text not null,
  game_id uuid not null references game on delete cascade,
  primary key (source, id, game_id)
);
create index external_id_game on external_id (game_id);

-- Matching ------------------------------------------------------------------------------------------------------------

-- Two records that share a key are compared. Keys are 64-bit hashes of what could make them the same work; those of a record
-- travel with it and are spread out here when its match is decided.
create table match_key (
  record_id bigint not null,
  key bigint not null,
  primary key (record_id, key)
);
create index match_key_key on match_key (key) include (record_id);

-- Records whose match must be decided again: written with the record, cleared with the decision.
create table match_pending (
  record_id bigint primary key
);

create table match_link (
  record_id bigint primary key references source_record on delete cascade,
  game_id uuid not null references game,
  score real not null,
  evidence jsonb not null
);
create index match_link_game on match_link (game_id);

-- Work of the one matcher that may run at a time: every record it must look at, the component each belongs to, and what
-- connects them (keys, and the game they share today).
create unlogged table match_component (
  record_id bigint primary key,
  component bigint not null,
  round smallint not null
);
create index match_component_component on match_component (component, record_id);

create unlogged table match_edge (
  record_id bigint not null,
  key bigint not null
);

-- The projection ------------------------------------------------------------------------------------------------------

create table search_outbox (
  game_id uuid primary key,
  version integer not null,
  queued_at timestamptz not null default now()
);

create function queue_new_games() returns trigger language plpgsql as $$
begin
  insert into search_outbox (game_id, version) select id, version from changed
  on conflict (game_id) do update set version = excluded.version, queued_at = now();
  return null;
end $$;

create function queue_changed_games() returns trigger language plpgsql as $$
begin
  insert into search_outbox (game_id, version)
  select n.id, n.version from changed n join former o on o.id = n.id where n.version <> o.version
  on conflict (game_id) do update set version = excluded.version, queued_at = now();
  return null;
end $$;

create function queue_deleted_games() returns trigger language plpgsql as $$
begin
  insert into search_outbox (game_id, version) select id, version + 1 from former
  on conflict (game_id) do update set version = excluded.version, queued_at = now();
  return null;
end $$;

create trigger game_inserted after insert on game referencing new table as changed
  for each statement execute function queue_new_games();
create trigger game_updated after update on game referencing old table as former new table as changed
  for each statement execute function queue_changed_games();
create trigger game_deleted after delete on game referencing old table as former
  for each statement execute function queue_deleted_games();
