-- Changes: what was asked for, what exactly it does, and where it stands.

create table change (
  id             uuid        primary key,
  state          text        not null check (state in ('IN_REVIEW', 'APPLIED')),
  operations     jsonb       not null,  -- array of kind, object, base revision, before, after; body while it waits
  description    text,
  justification  text,
  stated         jsonb,                 -- what the caller said about author and time; kept, never trusted
  -- No foreign key: principals are never removed, and its check would have every writer lock one row.
  proposed_by    uuid        not null,
  proposed_at    timestamptz not null,
  contexts       text[]      not null,  -- keys of the contexts touched
  revision       integer     not null check (revision > 0),
  policy_version text        not null,  -- of every context touched
  digest         text        not null,  -- sha256:<hex> of exactly what will happen
  approved_by    text,                  -- 'policy' where the context asks nobody
  applied_at     timestamptz,
  check ((state = 'APPLIED') = (applied_at is not null))
);
create index change_open on change (id) where state = 'IN_REVIEW';

-- What open changes are about; rows of changes that were applied at once are not kept here.
create table change_target (
  change_id     uuid    not null references change,
  object_type   text    not null,
  object_id     uuid    not null,
  base_revision integer not null,        -- 0 for a new object
  object_key    text    not null,        -- key of its name
  context_key   text,
  primary key (change_id, object_type, object_id)
);
create index change_target_object on change_target (object_id);
create index change_target_new on change_target (object_type, context_key, object_key)
  where base_revision = 0;

-- Answers to repeated requests; rows older than eight days are removed by a job.
create table idempotency (
  principal_id uuid        not null,
  key          text        not null check (length(key) between 1 and 255),
  request_hash bytea       not null check (length(request_hash) = 32),
  change_id    uuid,                    -- null when nothing was changed
  unchanged    json,                    -- what was answered then, as it was
  created_at   timestamptz not null,
  check ((change_id is null) = (unchanged is not null)),
  constraint idempotency_once primary key (principal_id, key)
);
create index idempotency_age on idempotency using brin (created_at);

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert, update, delete on change, change_target, idempotency to nexus_app;
  end if;
end $$;
