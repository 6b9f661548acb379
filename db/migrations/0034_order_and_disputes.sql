-- The order by score, and whether sources disagree ------------------------------------------------------------------------------

-- `score_bound`: the lower confidence bound of the critics' score, which orders lists: a mean of 100 by two critics is not the best
-- game. `disputed`: sources disagree about a value of the game. Both are made when a game is merged (catalogue/merge/score-bound.ts,
-- disputes.ts). Until `bun run seed match` has merged the games of earlier releases, their order is that of the mean, and none is
-- disputed.
alter table game add column score_bound real, add column disputed boolean not null default false;

-- As 0017, and two more lists: one of the games that are disputed and one of the others.
create function game_lists(
  platform_ids smallint[], genre_ids smallint[], company_ids integer[], source_ids smallint[], kind text, year smallint, score real,
  disputed boolean
) returns integer[] language plpgsql immutable parallel safe as $$
declare
  lists integer[] := '{}';
  id integer;
begin
  foreach id in array platform_ids loop
    if id <> all (lists) then lists := lists || id; end if;
  end loop;
  foreach id in array genre_ids loop
    if (1 << 28) + id <> all (lists) then lists := lists || ((1 << 28) + id); end if;
  end loop;
  foreach id in array company_ids loop
    if (2 << 28) + id <> all (lists) then lists := lists || ((2 << 28) + id); end if;
  end loop;
  foreach id in array source_ids loop
    if (3 << 28) + id <> all (lists) then lists := lists || ((3 << 28) + id); end if;
  end loop;
  lists := lists || ((4 << 28) + array_position(
    array['game', 'dlc', 'expansion', 'bundle', 'demo', 'remake', 'mod', 'soundtrack', 'tool'], kind));
  if year is not null then lists := lists || ((5 << 28) + year); end if;
  if score is not null then lists := lists || ((6 << 28) + floor(score)::integer); end if;
  return lists || ((7 << 28) + disputed::integer);
end $$;

-- One rewrite of the table, and no trigger is fired.
alter table game
  alter column score_bound type real using (score_critics),
  alter column lists set expression as (
    game_lists(platform_ids, genre_ids, company_ids, source_ids, kind, year, score_critics, disputed));
drop function game_lists(smallint[], smallint[], integer[], smallint[], text, smallint, real);

alter table game_list add column score_bound real;
alter table game_list alter column score_bound type real using (score_critics);
insert into game_list (list, game_id, sort_title, released, popularity, score_critics, score_bound, sales_copies, year)
  select 7 << 28, id, sort_title, released, popularity, score_critics, score_bound, sales_copies, year
  from game where merged_into is null order by sort_title;
insert into list_size (list, games) select list, count(*) from game_list where list = 7 << 28 group by list;
update game_figure set lists = game.lists from game where game.id = game_figure.game_id;

drop index game_list_score;
create index game_list_score on game_list (list, score_bound desc nulls last, game_id) include (year, score_critics);
drop index game_score;
create index game_score on game (score_bound desc nulls last, id) include (updated_at) where merged_into is null;
analyze game_list;

-- As 0017, with `score_bound`.
create or replace function enter_game_lists() returns trigger language plpgsql as $$
begin
  with entered as (
    insert into game_list (list, game_id, sort_title, released, popularity, score_critics, score_bound, sales_copies, year)
    select each.list, id, sort_title, released, popularity, score_critics, score_bound, sales_copies, year
    from changed, unnest(lists) as each (list) where merged_into is null order by each.list
    returning game_list.list
  )
  insert into list_size (list, games)
  select list, count(*) from entered where list not between 2 << 28 and (3 << 28) - 1 group by list order by list
  on conflict (list) do update set games = list_size.games + excluded.games;
  return null;
end $$;

create or replace function change_game_lists() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  with moved as materialized (
    select n.id, o.sort_title as old_title, n.sort_title, n.released, n.popularity, n.score_critics, n.score_bound, n.sales_copies, n.year,
      case when o.merged_into is null then o.lists else '{}' end as old_lists,
      case when n.merged_into is null then n.lists else '{}' end as lists,
      (o.sort_title, o.released, o.popularity, o.score_critics, o.score_bound, o.sales_copies, o.year)
        is distinct from (n.sort_title, n.released, n.popularity, n.score_critics, n.score_bound, n.sales_copies, n.year) as reordered
    from former o join changed n on n.id = o.id
    where (o.lists, o.merged_into is null, o.sort_title, o.released, o.popularity, o.score_critics, o.score_bound, o.sales_copies, o.year)
      is distinct from (n.lists, n.merged_into is null, n.sort_title, n.released, n.popularity, n.score_critics, n.score_bound,
        n.sales_copies, n.year)
  ), gone as (
    delete from game_list l
    using moved m, unnest(m.old_lists) as each (list), lateral (
      select ctid from game_list where list = each.list and sort_title = m.old_title and game_id = m.id limit 1
    ) as found
    where each.list <> all (m.lists) and l.ctid = found.ctid
    returning l.list
  ), kept as (
    update game_list l set sort_title = m.sort_title, released = m.released, popularity = m.popularity,
      score_critics = m.score_critics, score_bound = m.score_bound, sales_copies = m.sales_copies, year = m.year
    from moved m, unnest(m.old_lists) as each (list), lateral (
      select ctid from game_list where list = each.list and sort_title = m.old_title and game_id = m.id limit 1
    ) as found
    where m.reordered and each.list = any (m.lists) and l.ctid = found.ctid
  ), entered as (
    insert into game_list (list, game_id, sort_title, released, popularity, score_critics, score_bound, sales_copies, year)
    select each.list, m.id, m.sort_title, m.released, m.popularity, m.score_critics, m.score_bound, m.sales_copies, m.year
    from moved m, unnest(m.lists) as each (list) where each.list <> all (m.old_lists) order by each.list
    returning game_list.list
  )
  insert into list_size (list, games)
  select list, sum(games) from (select list, 1 as games from entered union all select list, -1 from gone) as every
  where list not between 2 << 28 and (3 << 28) - 1 group by list having sum(games) <> 0 order by list
  on conflict (list) do update set games = list_size.games + excluded.games;
  return null;
end $$;
