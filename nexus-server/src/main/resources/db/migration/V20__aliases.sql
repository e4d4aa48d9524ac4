-- Aliases: one row for each, with its current state, and the states before it.
-- Every row is written by a change: change_id names the one that made the current revision.

create table alias (
  id            uuid        primary key,
  number        bigint      not null generated always as identity, -- what old callers know as the id
  context_key   text        collate "C" not null, -- no foreign key: contexts are never removed, and
  context       text        not null,             -- writers hold the context's lock
  key           text        collate "C" not null, -- a deleted alias keeps its name
  shown         text        not null,             -- the name as written
  canonical     text        not null,             -- the target as written
  target_kind   text        not null check (target_kind in ('ANCHOR', 'ENDPOINT', 'ALIAS', 'URL')),
  target_key    text        collate "C" not null, -- its key; an address as it stands
  type          text        not null check (type in ('PERMANENT', 'TEMPORARY')),
  description   text,
  owner         text        collate "C",
  labels        jsonb       not null,             -- name -> value
  valid_from    timestamptz,                      -- first moment it resolves; null: always did
  expires_at    timestamptz,                      -- first moment it no longer resolves; null: never
  successor     text,
  deprecated_at timestamptz,
  sunset_at     timestamptz,
  is_active     boolean     not null,
  revision      integer     not null check (revision > 0),
  created_at    timestamptz not null,
  created_by    uuid        not null,             -- a pseudonym of the audit log, as in updated_by
  updated_at    timestamptz not null,
  updated_by    uuid        not null,
  change_id     uuid        not null,
  deleted_at    timestamptz,
  constraint alias_one_per_name unique (context_key, key),
  constraint alias_valid_before_expiry check (valid_from < expires_at),
  constraint alias_temporary_expires check (type = 'PERMANENT' or expires_at is not null)
);
-- Lists are sorted by key, time of change or expiry, with the id to settle ties.
create index alias_key on alias (key, id);
create index alias_updated on alias (updated_at, id);
create index alias_expiry on alias (coalesce(expires_at, 'infinity'), id);
create index alias_owner on alias (owner, key, id) where owner is not null;
create index alias_target on alias (target_kind, target_key, key, id);
create index alias_inactive on alias (key, id) where not is_active;
create index alias_start on alias (valid_from) where valid_from is not null;
create index alias_deleted on alias (key, id) where deleted_at is not null;
create index alias_labels on alias using gin (labels jsonb_path_ops) where labels <> '{}';
create index alias_words on alias using gin (key gin_trgm_ops, description gin_trgm_ops);

-- One superseded revision, valid in [valid_from, valid_to); body is the whole alias as the API
-- showed it.
create table alias_history (
  id          uuid        not null,
  revision    integer     not null,
  context_key text        collate "C" not null,
  key         text        collate "C" not null,
  body        jsonb       not null,
  valid_from  timestamptz not null,
  valid_to    timestamptz not null,
  change_id   uuid        not null,
  changed_by  uuid        not null,
  primary key (id, revision),
  constraint alias_history_in_order check (valid_from <= valid_to)
);
create index alias_history_name on alias_history (context_key, key, revision);

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert, update on alias to nexus_app;
    grant select, insert on alias_history to nexus_app;
    revoke delete, truncate on alias from nexus_app;
    revoke update, delete, truncate on alias_history from nexus_app;
  end if;
end $$;
