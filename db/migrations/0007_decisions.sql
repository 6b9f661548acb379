-- What people decided -------------------------------------------------------------------------------------------------

-- One decision of a person: who, when, why, and whether it was taken back. Its rules and overrides speak of records, never
-- of games, so that they survive every reload and can be carried to another catalogue.
create table decision (
  id uuid primary key,
  kind text not null check (kind in ('link', 'unlink', 'merge', 'split', 'override')),
  author text not null,
  reason text,
  decided_at timestamptz not null,
  undone_at timestamptz,
  undone_by text,
  check ((undone_at is null) = (undone_by is null))
);
create index decision_decided on decision (decided_at desc, id desc);

-- Two records are the same work, or are not: a person says so, and it always wins.
create table match_rule (
  decision_id uuid not null references decision on delete cascade,
  kind text not null check (kind in ('must_link', 'cannot_link')),
  source text not null,
  dataset text not null,
  source_key text not null,
  other_source text not null,
  other_dataset text not null,
  other_key text not null,
  primary key (decision_id, source, dataset, source_key, other_source, other_dataset, other_key)
);
create index match_rule_record on match_rule (source, source_key);
create index match_rule_other on match_rule (other_source, other_key);

-- The value a person gave a field of the game that this record belongs to.
create table field_lock (
  decision_id uuid primary key references decision on delete cascade,
  source text not null,
  dataset text not null,
  source_key text not null,
  field text not null,
  value jsonb
);
create index field_lock_record on field_lock (source, source_key);

-- What happened to games, in order: games are written by one writer at a time, so that the order of `seq` is the order in
-- which changes can be seen, without a gap.
create table game_change (
  seq bigint generated always as identity primary key,
  game_id uuid not null,
  kind text not null check (kind in ('created', 'updated', 'merged', 'split', 'deleted')),
  version integer not null,
  -- The game that lives on for one that was merged.
  into_id uuid,
  decision_id uuid,
  changed_at timestamptz not null default now()
);
create index game_change_game on game_change (game_id, seq);
