-- A list for each thing a game can be filtered by -----------------------------------------------------------------------

-- A list holds the live games of one platform, genre, company, source, kind, year or critics' score. Its number is its kind in
-- the upper four bits and the id, year or whole score in the others (db/game/lists.ts has the same numbers), so that the lists
-- of one kind are a range of numbers.
-- Loops, because a query in their place takes four times as long, and this runs for every game that is written.
create function game_lists(
  platform_ids smallint[], genre_ids smallint[], company_ids integer[], source_ids smallint[], kind text, year smallint, score real
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
  return lists;
end $$;

alter table game add column lists integer[] not null
  generated always as (game_lists(platform_ids, genre_ids, company_ids, source_ids, kind, year, score_critics)) stored;

-- An index entry has the columns of one order, so that a page of a list is one range of one index, and the other filters are
-- checked in the indexes alone. No foreign key: it would be checked for every row, and the triggers below delete the rows.
create table game_list (
  list integer not null,
  released date,
  score_critics real,
  year smallint,
  sales_copies bigint,
  popularity bigint,
  game_id uuid not null,
  sort_title text not null
);

-- Number of games in each list, without the lists of companies: a batch of games has thousands of them, and they are short.
create table list_size (
  list integer primary key,
  games integer not null
);

insert into game_list (list, game_id, sort_title, released, popularity, score_critics, sales_copies, year)
  select list, id, sort_title, released, popularity, score_critics, sales_copies, year
  from game, unnest(lists) as list where merged_into is null order by list, sort_title;
insert into list_size (list, games)
  select list, count(*) from game_list where list not between 2 << 28 and (3 << 28) - 1 group by list;

create unique index game_list_title on game_list (list, sort_title, game_id) include (year, score_critics);
create index game_list_released on game_list (list, released desc nulls last, game_id) include (year, score_critics);
create index game_list_popularity on game_list (list, popularity desc nulls last, game_id) include (year, score_critics);
create index game_list_score on game_list (list, score_critics desc nulls last, game_id) include (year);
create index game_list_sales on game_list (list, sales_copies desc nulls last, game_id) include (year, score_critics);
analyze game_list;

-- In the order of dates a range of years is a range of the index.
alter table game add check (released is null or year = extract(year from released)) not valid;

-- One index over all lists takes the place of four: it finds the games that are in several lists by reading the entries of the
-- smallest only.
create index game_lists on game using gin (lists);
drop index game_platform_ids, game_genre_ids, game_company_ids, game_source_ids;

-- The orders of all games carry the time of the last change, so that `updatedSince` is checked in the index.
drop index game_title, game_released, game_popularity, game_score, game_sales;
create index game_title on game (sort_title, id) include (updated_at) where merged_into is null;
create index game_released on game (released desc nulls last, id) include (updated_at) where merged_into is null;
create index game_popularity on game (popularity desc nulls last, id) include (updated_at) where merged_into is null;
create index game_score on game (score_critics desc nulls last, id) include (updated_at) where merged_into is null;
create index game_sales on game (sales_copies desc nulls last, id) include (updated_at) where merged_into is null;

-- Slugs that resemble a mistyped one are looked for among those that begin alike.
create index company_slug_beginning on company (slug text_pattern_ops);

-- Whoever writes a game, its lists follow in the same statement. Rows are found one by one (`limit 1`), whatever Postgres
-- expects of these tables: the plans of these statements are kept, and the first may be made while the tables are empty.
create function enter_game_lists() returns trigger language plpgsql as $$
begin
  with entered as (
    insert into game_list (list, game_id, sort_title, released, popularity, score_critics, sales_copies, year)
    select each.list, id, sort_title, released, popularity, score_critics, sales_copies, year
    from changed, unnest(lists) as each (list) where merged_into is null order by each.list
    returning game_list.list
  )
  insert into list_size (list, games)
  select list, count(*) from entered where list not between 2 << 28 and (3 << 28) - 1 group by list order by list
  on conflict (list) do update set games = list_size.games + excluded.games;
  return null;
end $$;

create function leave_game_lists() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  with gone as (
    delete from game_list l
    using former o, unnest(o.lists) as each (list), lateral (
      select ctid from game_list where list = each.list and sort_title = o.sort_title and game_id = o.id limit 1
    ) as found
    where l.ctid = found.ctid
    returning l.list
  )
  insert into list_size (list, games)
  select list, -count(*) from gone where list not between 2 << 28 and (3 << 28) - 1 group by list order by list
  on conflict (list) do update set games = list_size.games + excluded.games;
  return null;
end $$;

-- Most changes of a game move it in no list. The row of a list that it keeps is updated in place, and only if it has moved in an
-- order.
create function change_game_lists() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  with moved as materialized (
    select n.id, o.sort_title as old_title, n.sort_title, n.released, n.popularity, n.score_critics, n.sales_copies, n.year,
      case when o.merged_into is null then o.lists else '{}' end as old_lists,
      case when n.merged_into is null then n.lists else '{}' end as lists,
      (o.sort_title, o.released, o.popularity, o.score_critics, o.sales_copies, o.year)
        is distinct from (n.sort_title, n.released, n.popularity, n.score_critics, n.sales_copies, n.year) as reordered
    from former o join changed n on n.id = o.id
    where (o.lists, o.merged_into is null, o.sort_title, o.released, o.popularity, o.score_critics, o.sales_copies, o.year)
      is distinct from (n.lists, n.merged_into is null, n.sort_title, n.released, n.popularity, n.score_critics, n.sales_copies, n.year)
  ), gone as (
    delete from game_list l
    using moved m, unnest(m.old_lists) as each (list), lateral (
      select ctid from game_list where list = each.list and sort_title = m.old_title and game_id = m.id limit 1
    ) as found
    where each.list <> all (m.lists) and l.ctid = found.ctid
    returning l.list
  ), kept as (
    update game_list l set sort_title = m.sort_title, released = m.released, popularity = m.popularity,
      score_critics = m.score_critics, sales_copies = m.sales_copies, year = m.year
    from moved m, unnest(m.old_lists) as each (list), lateral (
      select ctid from game_list where list = each.list and sort_title = m.old_title and game_id = m.id limit 1
    ) as found
    where m.reordered and each.list = any (m.lists) and l.ctid = found.ctid
  ), entered as (
    insert into game_list (list, game_id, sort_title, released, popularity, score_critics, sales_copies, year)
    select each.list, m.id, m.sort_title, m.released, m.popularity, m.score_critics, m.sales_copies, m.year
    from moved m, unnest(m.lists) as each (list) where each.list <> all (m.old_lists) order by each.list
    returning game_list.list
  )
  insert into list_size (list, games)
  select list, sum(games) from (select list, 1 as games from entered union all select list, -1 from gone) as every
  where list not between 2 << 28 and (3 << 28) - 1 group by list having sum(games) <> 0 order by list
  on conflict (list) do update set games = list_size.games + excluded.games;
  return null;
end $$;

create trigger game_entered_lists after insert on game referencing new table as changed
  for each statement execute function enter_game_lists();
create trigger game_changed_lists after update on game referencing old table as former new table as changed
  for each statement execute function change_game_lists();
create trigger game_left_lists after delete on game referencing old table as former
  for each statement execute function leave_game_lists();
