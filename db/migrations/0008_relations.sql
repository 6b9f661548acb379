-- What games are to each other ----------------------------------------------------------------------------------------

-- The other game is named by its id at a source and looked up in external_id when it is read: it may come later, be merged or
-- never come at all.
create table game_relation (
  game_id uuid not null references game on delete cascade,
  relation text not null,
  source text not null,
  id text not null,
  primary key (game_id, relation, source, id)
);
create index game_relation_other on game_relation (source, id);
