-- Tokens: whose foreign tokens stand for whom, logins that outlive a token, and what was revoked.

-- Whom a subject of a trusted issuer, or of a login provider, stands for.
create table identity (
  issuer       text        not null,             -- exactly as its tokens say
  subject      text        not null,
  principal_id uuid        not null references principal,
  from_file    boolean     not null default false, -- listed in issuers.yaml
  created_at   timestamptz not null,
  primary key (issuer, subject)
);
create index identity_principal on identity (principal_id);

-- A login that access tokens are made from, again and again until it ends.
create table token_family (
  id               uuid        primary key,
  principal_id     uuid        not null references principal,
  scopes           text[]      not null,
  contexts         text[]      not null check (cardinality(contexts) > 0), -- keys of contexts, or '*'
  sources          text[]      not null,         -- what it rests on besides, such as key:<id>
  authenticated_at timestamptz,
  created_at       timestamptz not null,
  expires_at       timestamptz not null,
  ended_at         timestamptz
);
create index token_family_principal on token_family (principal_id);
create index token_family_expiry on token_family (expires_at);

-- Each can be used once; a second use ends the family.
create table refresh_token (
  sha256     bytea       primary key check (length(sha256) = 32),
  family_id  uuid        not null references token_family on delete cascade,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index refresh_token_family on refresh_token (family_id);

-- Somebody at a terminal who waits for a person to confirm the code elsewhere.
create table device_login (
  sha256           bytea       primary key check (length(sha256) = 32), -- of the device code
  user_code        text        not null unique,  -- eight letters
  scopes           text[]      not null,
  ip               text,                          -- where it was asked for; gone with the row
  user_agent       text,
  state            text        not null check (state in ('PENDING', 'CONFIRMED', 'DENIED')),
  principal_id     uuid        references principal, -- who confirmed
  verbs            text[],
  contexts         text[],
  authenticated_at timestamptz,
  interval_seconds integer     not null check (interval_seconds > 0),
  polled_at        timestamptz,
  created_at       timestamptz not null,
  expires_at       timestamptz not null,
  check ((state = 'CONFIRMED') = (principal_id is not null))
);
create index device_login_expiry on device_login (expires_at);

-- Tokens, or families of them, that open nothing though they are not at their end.
create table revoked_token (
  id    uuid        primary key,                  -- jti of a token, or id of a family
  until timestamptz not null                      -- when the last of them ends by itself
);
create index revoked_token_until on revoked_token (until);

-- Tokens of a principal that were made before this open nothing.
create table token_floor (
  principal_id uuid        primary key references principal,
  valid_from   timestamptz not null
);

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert, update, delete
      on identity, token_family, refresh_token, device_login, revoked_token, token_floor to nexus_app;
  end if;
end $$;
