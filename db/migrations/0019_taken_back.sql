-- Lists that are taken back, and games that no source lists any more ---------------------------------------------------------

-- `forgotten`: the records that the run brought were taken back.
alter table ingest_run drop constraint ingest_run_status_check;
alter table ingest_run add constraint ingest_run_status_check
  check (status in ('reading', 'archived', 'done', 'abandoned', 'forgotten'));

-- The day on which the last record of a game was marked as removed.
alter table game add column unlisted_since date;

with unlisted as (
  select l.game_id as id, max(r.removed_at) as since from match_link l join source_record r on r.id = l.record_id
  group by l.game_id having bool_and(r.removed_at is not null)
), told as (
  update game set unlisted_since = (unlisted.since at time zone 'UTC')::date, version = version + 1, updated_at = now()
  from unlisted where game.id = unlisted.id and game.merged_into is null returning game.id, game.version
)
insert into game_change (game_id, kind, version) select id, 'updated', version from told order by id;

-- Spellings of companies in records that were taken back, until it is known which of them no other record has.
create table forgotten_spelling (
  spelling text primary key
);
