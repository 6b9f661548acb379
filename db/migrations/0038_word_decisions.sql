-- What a word of a source means is a decision of a person --------------------------------------------------------------------

-- `word`: what a word of a source, or of every source, means. It is undone like every other decision.
alter table decision drop constraint decision_kind_check;
alter table decision add constraint decision_kind_check
  check (kind in ('link', 'unlink', 'merge', 'split', 'override', 'review', 'word'));

-- What a person says a source's word means. Records keep the word itself, so that the meaning can be undone. Of several active
-- decisions about one word the latest counts; one about a single source goes before one about all (`source` is null).
create table word_meaning (
  decision_id uuid primary key references decision on delete cascade,
  kind text not null check (kind in ('platform', 'genre', 'region', 'board')),
  key text not null,
  word text not null,
  source text,
  slug text not null,
  -- Whether the records that have the word have been queued for matching since this was decided or undone.
  is_queued boolean not null default false
);
create index word_meaning_word on word_meaning (kind, key);

with mapped as materialized (select gen_random_uuid() as id, * from vocabulary_word), decided as (
  insert into decision (id, kind, author, decided_at) select id, 'word', author, mapped_at from mapped
)
insert into word_meaning (decision_id, kind, key, word, slug, is_queued) select id, kind, key, word, slug, true from mapped;
drop table vocabulary_word;
