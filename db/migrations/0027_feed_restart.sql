-- The restarts of the feed of changes ------------------------------------------------------------------------------------

-- A restored backup lacks the last changes of the feed it was taken from. Its feed goes on far behind them: a program that asks for
-- what follows a number of a gap has seen changes that this catalogue does not have.
create table feed_restart (
  last_kept bigint not null,
  last_skipped bigint primary key,
  restored_at timestamptz not null default now(),
  check (last_kept < last_skipped)
);
