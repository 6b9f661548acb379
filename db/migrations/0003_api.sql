-- What foreign APIs answered, and how much more they may be asked -----------------------------------------------------

-- A crawl of an API knows every change up to `as_of`. Once it is done, the next one asks only for what changed since,
-- where `syncs` says that nothing before was left out.
alter table ingest_run add column as_of timestamptz;
alter table ingest_run add column syncs boolean not null default false;

-- Every answer as received, packed with zstd, before anybody interpreted it; personal values are blanked. A run never asks
-- twice for what it was answered already. The request is kept without keys, tokens and address.
create table api_response (
  id bigint generated always as identity primary key,
  run_id bigint not null references ingest_run,
  request text not null,
  received_at timestamptz not null,
  body bytea not null
);
alter table api_response alter column body set storage external;
create unique index api_response_request on api_response (run_id, request);

-- One row for each key of each quota: what was asked in its current period, and from when on it may be asked again (ms
-- since 1970). It outlives every run. The key itself is nowhere, only its hash.
create table api_budget (
  quota text not null,
  key_hash text not null,
  period text not null,
  used integer not null,
  next_at bigint not null,
  primary key (quota, key_hash)
);
