-- How people sign in: passwords, second factors, invitations and sessions. Of what opens something only a hash is stored.

-- Sessions of people who signed in. The row goes when the session ends.
create table session (
  hash             bytea       primary key check (length(hash) = 32), -- SHA-256 of the cookie's value
  id               text        not null check (id ~ '^[0-9a-f]{8}$'), -- its first digits; what is shown
  principal_id     uuid        not null references principal,
  provider         text        not null,          -- where the person proved who they are; 'local' here
  second_factor    boolean     not null,          -- whether that was more than a password
  opened_at        timestamptz not null,
  authenticated_at timestamptz not null,          -- the last proof
  used_at          timestamptz not null check (used_at >= opened_at) -- exact to a minute
);
create index session_principal on session (principal_id);
create index session_used on session (used_at);

create table password (
  principal_id uuid        primary key references principal,
  hash         text        not null check (hash like '$argon2id$%'),
  set_at       timestamptz not null
);

-- The secret behind a person's one-time codes, sealed with the person's data key. An unconfirmed one
-- waits for its first code and opens nothing.
create table totp (
  principal_id uuid        not null references principal,
  confirmed    boolean     not null,
  nonce        bytea       not null check (length(nonce) = 12),
  ciphertext   bytea       not null,
  last_step    bigint      not null,              -- codes of this step and earlier ones are used up
  made_at      timestamptz not null,
  primary key (principal_id, confirmed)
);

-- Invitations to set a password; used once. The row goes with its use.
create table login_token (
  hash         bytea       primary key check (length(hash) = 32),
  principal_id uuid        not null unique references principal, -- the newest replaces earlier ones
  invited_by   uuid        not null references principal, -- who knows the code
  made_at      timestamptz not null,
  expires_at   timestamptz not null check (expires_at > made_at)
);

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert, update, delete on session, password, totp, login_token to nexus_app;
  end if;
end $$;
