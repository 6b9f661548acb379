-- The ledger: what is refused today, what vanished, and what a list was made of -----------------------------------------

-- A refused record whose key is known is the same one wherever it stands. Once its key came again, or it was accepted after
-- all, it is resolved: still kept, and refused no longer. Of a damaged one the text was mended to be storable.
alter table quarantine
  add column source_key text,
  add column damaged boolean not null default false,
  add column resolved_at timestamptz;
update quarantine set damaged = true where code in ('nul_byte', 'lone_surrogate') and strpos(raw, U&'\FFFD') > 0;

-- What makes two refusals one no longer holds the reason, which is today's.
delete from quarantine older using quarantine newer
  where (older.source_id, older.dataset, older.position, older.raw) = (newer.source_id, newer.dataset, newer.position, newer.raw)
    and older.id < newer.id;
update quarantine set fingerprint = hashtextextended(position::text || coalesce(raw, ''), 0);

create index quarantine_key on quarantine (source_id, dataset, source_key) where resolved_at is null and source_key is not null;

-- `removed_at`: a crawl that lists everything listed it no longer. Its game keeps its values.
create index source_record_removed on source_record (source_id) where removed_at is not null;

-- `replays`: a run that tried refused records again, and read no source. `profile`: the fields and words it met.
alter table ingest_run
  add column removed bigint not null default 0,
  add column replays boolean not null default false,
  add column profile jsonb;
