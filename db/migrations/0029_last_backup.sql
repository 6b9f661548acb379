-- The last backup ---------------------------------------------------------------------------------------------------------

-- At most one row: when the last whole backup of this database was begun. The service tells when it is old.
create table last_backup (
  only_row boolean primary key default true check (only_row),
  taken_at timestamptz not null
);
