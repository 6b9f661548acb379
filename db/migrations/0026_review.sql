-- Doubtful matches keep their ids --------------------------------------------------------------------------------------------

-- Review pairs that are no longer open: decided by a person, or no longer doubtful. A pair that becomes doubtful again, as when a
-- verdict is undone, is open again under the same id. The evidence is that of its last match.
create table match_review_closed (
  id bigint primary key,
  one_record bigint not null references source_record on delete cascade,
  other_record bigint not null references source_record on delete cascade,
  score real not null,
  evidence jsonb not null,
  found_at timestamptz not null,
  closed_at timestamptz not null default now(),
  unique (one_record, other_record)
);
create index match_review_closed_other_record on match_review_closed (other_record);

-- `review`: the verdicts on several review pairs, as one decision.
alter table decision drop constraint decision_kind_check;
alter table decision add constraint decision_kind_check
  check (kind in ('link', 'unlink', 'merge', 'split', 'override', 'review'));

-- What a game was merged into or split from: its history asks for both directions.
create index game_change_into on game_change (into_id, seq) where into_id is not null;
