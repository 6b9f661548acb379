-- For psql, as a user who may make roles: makes the role of the service if it is missing, and sets its password to the text in the
-- file that SERVICE_PASSWORD_FILE names. `bun run migrate` grants its rights.
\set password `cat "$SERVICE_PASSWORD_FILE"`
select 'create role vestimlib_service' where not exists (select from pg_roles where rolname = 'vestimlib_service') \gexec
alter role vestimlib_service login password :'password';
