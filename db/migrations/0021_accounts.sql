-- People, and how they sign in -----------------------------------------------------------------------------------------------

-- `email` is normalised: two spellings of one address are one account. `password_hash` is of Argon2id.
create table account (
  id uuid primary key,
  email text not null unique,
  password_hash text not null,
  role text not null check (role in ('reader', 'editor', 'admin')),
  created_at timestamptz not null default now(),
  password_changed_at timestamptz not null default now(),
  disabled_at timestamptz
);

-- Lets the owner of an address make an account, once. Inviting the address again replaces it.
create table invitation (
  email text primary key,
  code_hash text not null,
  role text not null check (role in ('reader', 'editor', 'admin')),
  invited_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- One sign-in, from its start to its end: a family of refresh tokens. A session that began with a link of the command line has no
-- account, but scopes of its own.
create table session (
  id uuid primary key,
  account_id uuid references account on delete cascade,
  scope text,
  agent text,
  started_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  check ((account_id is null) = (scope is not null)),
  check ((ended_at is null) = (ended_by is null))
);
create index session_account on session (account_id, used_at desc);

-- Refresh tokens by their SHA-256. A used one is kept until its session is deleted: using it again ends the session.
create table refresh_token (
  hash text primary key,
  session_id uuid not null references session on delete cascade,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index refresh_token_session on refresh_token (session_id);
-- A session never has more than one token that can be used.
create unique index refresh_token_live on refresh_token (session_id) where used_at is null;

-- Links of the command line that were used, by the `jti` of their token, until they have expired.
create table spent_link (
  jti text primary key,
  expires_at timestamptz not null
);

-- Failed sign-ins by a hash of address and network. No sign-in is tried before `retry_at`.
create table login_attempt (
  key text primary key,
  failures integer not null,
  failed_at timestamptz not null default now(),
  retry_at timestamptz not null
);
create index login_attempt_failed on login_attempt (failed_at);

-- Keys of programs: the SHA-256 of the secret part.
create table api_key (
  id text primary key,
  account_id uuid not null references account on delete cascade,
  name text not null,
  hash text not null,
  scope text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index api_key_account on api_key (account_id);

-- Security events, oldest first. Rows are inserted and read, never changed. They name accounts by id only, and outlive them.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  event text not null,
  actor text,
  account_id uuid,
  network text,
  request_id text,
  detail jsonb
);
create index audit_log_account on audit_log (account_id, id desc);
