-- Webhooks: who is told of what happens, how far each has been told, and what could not be.

create table webhook (
  id             uuid        primary key,
  name           text        not null,
  key            text        not null,
  url            text        not null,
  events         text[]      not null,              -- patterns of actions
  contexts       text[]      not null,              -- keys; {*} for all
  active         boolean     not null,
  description    text,
  owner_id       uuid        not null references principal, -- sees what is sent
  subject        uuid        not null references audit_subject, -- the data key of its secrets
  previous_until timestamptz,                       -- how long the secret before the last works
  revision       integer     not null check (revision > 0),
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  change_id      uuid        not null,
  updated_by     text        not null,
  deleted_at     timestamptz
);
create unique index webhook_key on webhook (key) where deleted_at is null;

create table webhook_history (
  id         uuid        not null references webhook,
  revision   integer     not null,
  body       jsonb       not null,
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  change_id  uuid        not null,
  changed_by text        not null,
  primary key (id, revision)
);

-- Sealed under the webhook's data key. At most two are live: the newest, and the one before.
create table webhook_secret (
  webhook_id uuid        not null references webhook,
  revision   integer     not null,                  -- of the webhook, that brought it
  nonce      bytea       not null check (octet_length(nonce) = 12),
  ciphertext bytea       not null,
  until      timestamptz,                           -- null while it is the newest
  primary key (webhook_id, revision)
);

-- How far a webhook has come, and which server works for it.
create table webhook_state (
  webhook_id      uuid        primary key references webhook,
  next_index      bigint      not null check (next_index >= 0), -- of the log; all before it is done
  attempts        integer     not null default 0,   -- that failed for the event at next_index
  next_attempt_at timestamptz,                      -- null while nothing failed
  dead_in_a_row   integer     not null default 0,
  delivered_at    timestamptz,
  paused_at       timestamptz,
  paused_because  text        check (paused_because in ('GONE', 'DEAD_LETTERS', 'OWNER')),
  -- The database's clock: servers need not agree about the time.
  lease_owner     uuid,
  lease_until     timestamptz,
  lease_version   bigint      not null default 0,   -- what an earlier holder writes does not count
  check ((paused_at is null) = (paused_because is null))
) with (fillfactor = 50);

-- The latest attempts of each webhook.
create table webhook_attempt (
  number     bigint      primary key generated always as identity,
  webhook_id uuid        not null references webhook,
  at         timestamptz not null,
  event_id   uuid        not null,
  leaf_index bigint,                                -- null for a test
  action     text        not null,
  attempt    integer     not null,
  outcome    text        not null,
  status     integer,
  millis     integer     not null
);
create index webhook_attempt_of on webhook_attempt (webhook_id, number);

-- Events that a webhook was not told of; what they say stands in the log.
create table webhook_dead_letter (
  id         uuid        primary key,
  webhook_id uuid        not null references webhook,
  event_id   uuid        not null,
  leaf_index bigint      not null,
  action     text        not null,
  attempts   integer     not null,
  outcome    text        not null,
  status     integer,
  failed_at  timestamptz not null,
  replay_at  timestamptz,                           -- when somebody asked to send it again
  unique (webhook_id, event_id)
);
create index webhook_dead_letter_replay on webhook_dead_letter (webhook_id) where replay_at is not null;

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    revoke update, delete, truncate on webhook_history from nexus_app;
    revoke delete, truncate on webhook from nexus_app;
  end if;
end $$;
