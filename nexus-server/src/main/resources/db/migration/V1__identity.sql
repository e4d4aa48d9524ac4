-- Who acts: principals, people, teams and API keys. Only a key's hash is stored.

create table principal (
  id          uuid        primary key,
  kind        text        not null check (kind in ('HUMAN', 'SERVICE', 'AGENT')),
  name        text        not null,
  owner_id    uuid        references principal,  -- who answers for a service or agent; lends it the teams
  admin       boolean     not null default false,
  created_at  timestamptz not null,
  disabled_at timestamptz,
  check (kind <> 'AGENT' or not admin)
);
create index principal_owner on principal (owner_id) where owner_id is not null;

-- A principal that is a person. Personal data of people stands here and nowhere else in the clear.
create table person (
  principal_id uuid primary key references principal,
  display_name text not null
);

-- One row at most of each role: two servers that start at once make one administrator.
create table first_principal (
  role         text primary key check (role in ('administrator', 'server')),
  principal_id uuid not null references principal
);

create table team (
  id         uuid        primary key,
  name       text        not null,               -- as shown
  key        text        not null unique,        -- normalised
  revision   integer     not null check (revision > 0),
  created_at timestamptz not null
);

create table team_member (
  team_id      uuid        not null references team,
  principal_id uuid        not null references principal,
  since        timestamptz not null,
  primary key (team_id, principal_id)
);
create index team_member_principal on team_member (principal_id);

create table api_key (
  id           text        primary key check (length(id) = 8),  -- the part of the key that may be shown
  object_id    uuid        not null unique,       -- what changes and events call it
  principal_id uuid        not null references principal,
  name         text        not null,
  sha256       bytea       not null check (length(sha256) = 32), -- of the whole key
  contexts     text[]      not null check (cardinality(contexts) > 0), -- keys of contexts, or '*'
  verbs        text[]      not null check (cardinality(verbs) > 0),
  revision     integer     not null check (revision > 0),
  created_at   timestamptz not null,
  created_by   uuid        not null references principal,
  expires_at   timestamptz not null check (expires_at > created_at),
  revoked_at   timestamptz,
  last_used_at timestamptz,                       -- exact to a minute
  change_id    uuid                               -- null for the administrator's
);
create index api_key_principal on api_key (principal_id);
