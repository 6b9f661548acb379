-- Erasures, and the end of what is kept for a time ---------------------------------------------------------------------------

-- The last day on which the account was used, as far as sessions and keys that are gone can no longer tell: `purge` notes it before it
-- deletes them.
alter table account add column active_on date not null default current_date;
update account set active_on = greatest(
  created_at, password_changed_at,
  (select max(used_at) from session where account_id = account.id),
  (select max(used_at) from api_key where account_id = account.id))::date;

-- The key under which erased accounts are remembered, made with the first erasure. It is in every backup, and not in the file beside.
create table erasure_key (
  only_row boolean primary key default true check (only_row),
  key text not null
);

-- Accounts that were erased. `subject` is the HMAC of the id of the account: it says nothing, but a restored account can be recognised.
create table erasure (
  subject text primary key,
  erased_at timestamptz not null default now(),
  erased_by text not null check (erased_by in ('person', 'administrator', 'command', 'purge', 'restore'))
);

-- One row for each purge, kept as its proof: the number of rows that each step deleted or emptied.
create table purge_run (
  id bigint generated always as identity primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null default now(),
  counts jsonb not null
);

create index quarantine_text on quarantine (refused_at) where raw is not null;
