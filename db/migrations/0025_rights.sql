-- The rights of the service ---------------------------------------------------------------------------------------------------

-- Security events are inserted and read. Nobody changes one, or deletes one of the last 12 months: the owner, too, would have to
-- disable the trigger first.
create function keep_audit_log() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '12 months' then
    return old;
  end if;
  raise exception 'security events are kept for 12 months and never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_log_kept before update or delete on audit_log
  for each row execute function keep_audit_log();
create trigger audit_log_whole before truncate on audit_log
  for each statement execute function keep_audit_log();

-- The only way by which the service deletes security events. Its tables were looked up when it was made, so that no other table of
-- the same name can take their place.
create function delete_old_audit_events() returns bigint language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
  with deleted as (delete from audit_log where at < now() - interval '12 months' returning 1) select count(*) from deleted;
end;
revoke execute on function delete_old_audit_events() from public;

-- Grants the service its rights, if its role exists, and takes the making of tables from everybody but their owner. `bun run migrate`
-- ends with it: a role that was made later, and a restored database, have the rights then, too.
create function grant_service_rights() returns void language plpgsql as $$
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
  execute format('grant execute on function delete_old_audit_events() to %I', service);
  begin
    execute format('revoke create on schema %I from public', current_schema());
    execute format('revoke temporary on database %I from public', current_database());
  exception when insufficient_privilege then
    null; -- Only the owners of the schema and of the database may do that.
  end;
end $$;
revoke execute on function grant_service_rights() from public;

-- Makes the role, which cannot sign in yet, where the owner of the tables may make roles. Several databases may do so at once.
do $$
begin
  if not exists (select from pg_roles where rolname = 'vestimlib_service') then
    create role vestimlib_service nologin;
  end if;
exception when insufficient_privilege or duplicate_object or unique_violation then
  null;
end $$;
