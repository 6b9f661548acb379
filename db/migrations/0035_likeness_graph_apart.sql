-- The graph of similar games, beside the catalogue -----------------------------------------------------------------------------

-- A copy of the embeddings, as they were when the graph was built. An index of game_likeness itself could be built only by its owner,
-- and would keep every write of a game waiting meanwhile.
drop index if exists game_likeness_graph;
create table likeness_graph (
  game_id uuid not null,
  embedding sparsevec(1000000000) not null
);
create index likeness_graph_nearest on likeness_graph using hnsw (embedding sparsevec_ip_ops) with (m = 24, ef_construction = 64);
update game_likeness set in_graph = false where in_graph;

-- Builds the graph of all embeddings in place of the former one, and returns false if another session does that. It is the only way by
-- which the service makes a table. A writer waits for nothing; a reader for the exchange, which is put off while another one reads: those
-- behind it would have to wait too.
--
-- A build is many times slower if the graph does not fit into this memory; it takes about 1 KB a game. Parallel workers share it in
-- /dev/shm. A container has 64 MB of that by default, and a build fails without room.
create function build_likeness_graph() returns boolean language plpgsql security definer
set maintenance_work_mem = '1GB' set max_parallel_maintenance_workers = 0 set lock_timeout = '500ms' as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended('vestimlib.likeness_graph_build', 0)) then
    return false;
  end if;
  create table likeness_graph_next (game_id uuid not null, embedding sparsevec(1000000000) not null);
  insert into likeness_graph_next select game_id, embedding from game_likeness where kind in ('game', 'remake');
  create index likeness_graph_next_nearest on likeness_graph_next
    using hnsw (embedding sparsevec_ip_ops) with (m = 24, ef_construction = 64);
  analyze likeness_graph_next;
  for attempt in 1 .. 600 loop
    begin
      drop table likeness_graph;
      alter table likeness_graph_next rename to likeness_graph;
      alter index likeness_graph_next_nearest rename to likeness_graph_nearest;
      return true;
    exception when lock_not_available then
      perform pg_sleep(1);
    end;
  end loop;
  raise exception 'the graph is read all the time' using errcode = 'lock_not_available';
end $$;
-- Tables of the schema are found before temporary ones of the caller.
do $$
begin
  execute format('alter function build_likeness_graph() set search_path = %s, pg_temp', current_setting('search_path'));
end $$;

revoke execute on function build_likeness_graph() from public;

-- As 0025, with this function.
create or replace function grant_service_rights() returns void language plpgsql as $$
declare
  service constant text = 'vestimlib_service';
  found record;
begin
  if not exists (select from pg_roles where rolname = service) then
    return;
  end if;
  execute format('grant usage on schema %I to %I', current_schema(), service);
  for found in select tablename as name from pg_tables
    where schemaname = current_schema() and pg_has_role(tableowner, 'member') loop
    begin
      execute format('grant select, insert, update, delete on %I to %I', found.name, service);
    exception when undefined_table then
      null; -- The loader has dropped a table of a run.
    end;
  end loop;
  execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to %I', current_schema(), service);
  execute format('grant truncate, maintain on match_component, match_edge to %I', service);
  execute format('revoke update, delete on audit_log from %I', service);
  execute format('revoke insert, update, delete on schema_migration from %I', service);
  execute format('grant execute on function delete_old_audit_events(), build_likeness_graph() to %I', service);
  begin
    execute format('revoke create on schema %I from public', current_schema());
    execute format('revoke temporary on database %I from public', current_database());
  exception when insufficient_privilege then
    null; -- Only the owners of the schema and of the database may do that.
  end;
end $$;

-- The live games nearest to a game, itself among them: the nearest that the graph leads to, without those that have changed since it was
-- built, and the nearest of the rest. Where the game itself is not among them, the search has failed as a whole.
create or replace function games_near(asked uuid, most integer) returns table (game_id uuid, similarity float8)
language sql stable set hnsw.ef_search = 400 as $$
  (select l.game_id, near.similarity
    from (select g.game_id, -(g.embedding <#> (select embedding from game_likeness q where q.game_id = asked)) as similarity
      from likeness_graph g
      order by g.embedding <#> (select embedding from game_likeness q where q.game_id = asked) limit 400) near
    join game_likeness l on l.game_id = near.game_id and l.in_graph
    order by near.similarity desc limit most)
  union all
  (select l.game_id, -(l.embedding <#> (select embedding from game_likeness where game_id = asked))
    from game_likeness l where not l.in_graph and l.kind in ('game', 'remake')
    order by l.embedding <#> (select embedding from game_likeness where game_id = asked), l.game_id limit most)
$$;
