-- The figures of games, for statistics -----------------------------------------------------------------------------------

-- One narrow row for each live game: what statistics count, group by and filter by. A row of `game` is ten times as wide, because of
-- its provenance, and statistics read every game. Triggers write it in the statement that writes the games.
create table game_figure (
  game_id uuid primary key,
  updated_at timestamptz not null,
  sales_copies bigint,
  popularity bigint,
  score_critics real,
  score_users real,
  score_votes integer,
  year smallint,
  platform_ids smallint[] not null,
  genre_ids smallint[] not null,
  company_ids integer[] not null,
  source_ids smallint[] not null,
  lists integer[] not null
);

insert into game_figure
  select id, updated_at, sales_copies, popularity, score_critics, score_users, score_votes, year, platform_ids, genre_ids,
    company_ids, source_ids, lists
  from game where merged_into is null;
analyze game_figure;

create function enter_game_figures() returns trigger language plpgsql as $$
begin
  insert into game_figure
  select id, updated_at, sales_copies, popularity, score_critics, score_users, score_votes, year, platform_ids, genre_ids,
    company_ids, source_ids, lists
  from changed where merged_into is null;
  return null;
end $$;

create function change_game_figures() returns trigger language plpgsql as $$
begin
  delete from game_figure f using changed n where f.game_id = n.id and n.merged_into is not null;
  insert into game_figure
  select n.id, n.updated_at, n.sales_copies, n.popularity, n.score_critics, n.score_users, n.score_votes, n.year, n.platform_ids,
    n.genre_ids, n.company_ids, n.source_ids, n.lists
  from changed n join former o on o.id = n.id
  where n.merged_into is null and (o.merged_into is not null or o.updated_at <> n.updated_at or o.score_users is distinct from n.score_users
    or o.score_votes is distinct from n.score_votes or o.sales_copies is distinct from n.sales_copies
    or o.popularity is distinct from n.popularity or o.score_critics is distinct from n.score_critics
    or o.year is distinct from n.year or o.lists <> n.lists)
  on conflict (game_id) do update set updated_at = excluded.updated_at, sales_copies = excluded.sales_copies,
    popularity = excluded.popularity, score_critics = excluded.score_critics, score_users = excluded.score_users,
    score_votes = excluded.score_votes, year = excluded.year, platform_ids = excluded.platform_ids,
    genre_ids = excluded.genre_ids, company_ids = excluded.company_ids, source_ids = excluded.source_ids, lists = excluded.lists;
  return null;
end $$;

create function leave_game_figures() returns trigger language plpgsql as $$
begin
  delete from game_figure f using former o where f.game_id = o.id;
  return null;
end $$;

create trigger game_entered_figures after insert on game referencing new table as changed
  for each statement execute function enter_game_figures();
create trigger game_changed_figures after update on game referencing old table as former new table as changed
  for each statement execute function change_game_figures();
create trigger game_left_figures after delete on game referencing old table as former
  for each statement execute function leave_game_figures();

-- The copies sold of releases: few have any.
create index release_sales on release (game_id, platform_id) include (region, sales_copies) where sales_copies is not null;

-- Companies are found by the beginning of any word of their slug.
create index company_slug_words on company using gin (slug gin_trgm_ops);
