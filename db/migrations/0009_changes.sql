-- The feed of changes -------------------------------------------------------------------------------------------------

-- A change is seen once its transaction commits, but its seq is drawn before: a reader who passed the higher seq of another
-- writer would never meet the lower one. So changes are written in turn: the lock is held until the writer's transaction is
-- over and seen, and the next one draws its seq only then. The order of seq is the order in which changes can be seen,
-- whoever writes them.
create function take_turns_changing() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('vestimlib.changes', 0));
  return null;
end $$;
create trigger game_change_in_turn before insert on game_change
  for each statement execute function take_turns_changing();

create function tell_deleted_games() returns trigger language plpgsql as $$
begin
  insert into game_change (game_id, kind, version) select id, 'deleted', version + 1 from former order by id;
  return null;
end $$;
create trigger game_deletion_told after delete on game referencing old table as former
  for each statement execute function tell_deleted_games();

-- Games from before changes were written: the feed tells of every game there is.
insert into game_change (game_id, kind, version, into_id, changed_at)
  select id, case when merged_into is null then 'created' else 'merged' end, version, merged_into, updated_at
  from game where not exists (select from game_change where game_id = game.id)
  order by created_at, id;
