-- What people say games are to each other -----------------------------------------------------------------------------

-- Written with the game out of the decision that stands for it. The other game is the one that the record belongs to when it is
-- read: it may be merged or split since, or not be loaded yet. Of rulings that disagree the latest counts.
create table relation_ruling (
  game_id uuid not null references game on delete cascade,
  position integer not null,
  relation text not null,
  source text not null,
  dataset text not null,
  source_key text not null,
  holds boolean not null,
  decided_at timestamptz not null,
  primary key (game_id, position)
);
create index relation_ruling_record on relation_ruling (source_key);
