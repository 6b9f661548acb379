-- Two records of different games that may be one work: a person should look. Written by the transaction that decides both.
create table match_review (
  id bigint generated always as identity primary key,
  one_record bigint not null references source_record on delete cascade,
  other_record bigint not null references source_record on delete cascade,
  score real not null,
  evidence jsonb not null,
  found_at timestamptz not null default now(),
  unique (one_record, other_record)
);
create index match_review_other_record on match_review (other_record);

-- What agreement is worth, and from where it links, learned from the records that were here then; the latest version is in force.
create table match_weights (
  version integer generated always as identity primary key,
  learned_at timestamptz not null default now(),
  scale jsonb not null,
  lesson jsonb not null
);

-- A record that is decided again without having changed was counted by its run before.
alter table match_pending add column again boolean not null default false;

-- What became of the accepted records of a run: accepted = linked + new + review, once it is matched.
alter table ingest_run
  add column records_linked bigint not null default 0,
  add column records_new bigint not null default 0,
  add column records_review bigint not null default 0;
