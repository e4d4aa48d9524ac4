-- Rules, contexts, services, anchors with their versions, and endpoints.
-- Every row is written by a change: change_id names the one that made the current revision.
-- A *_history row is one superseded revision, valid in [valid_from, valid_to); body is the whole
-- object as the API showed it. Columns *_by hold the pseudonym of a principal in the audit log.

create extension if not exists pg_trgm;

create table governance_rule_set (
  version     integer     primary key check (version > 0),
  id          uuid        not null,            -- the same for every version
  source      text        not null,            -- the file as it was given
  rules       text        not null,            -- canonical JSON, defaults written out
  checksum    text        not null,            -- sha256:<hex> of rules
  adopted_at  timestamptz not null,
  adopted_by  uuid        not null,
  change_id   uuid        not null
);

create table context (
  id                uuid        primary key,
  name              text        not null,      -- as shown
  key               text collate "C"        not null unique, -- normalised; deleted contexts keep it
  description       text,
  permissions       jsonb       not null,      -- array of team names or words
  approval_required boolean     not null,
  auto_expire       boolean     not null,
  naming            jsonb,                     -- replaces the rule set's own; null keeps them
  mode              text        not null check (mode in ('READWRITE', 'READONLY')),
  is_public         boolean     not null,
  fallback          boolean     not null,
  revision          integer     not null check (revision > 0),
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  updated_by        uuid        not null,
  change_id         uuid        not null,
  deleted_at        timestamptz
);

create table context_history (
  id         uuid        not null references context,
  revision   integer     not null,
  body       jsonb       not null,
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  change_id  uuid        not null,
  changed_by uuid        not null,
  primary key (id, revision)
);

create table service (
  id           uuid        primary key,
  name         text        not null,
  key          text collate "C"        not null unique,
  description  text,
  base_urls    jsonb       not null,           -- environment -> absolute address
  health_check text,
  owner        text collate "C",
  labels       jsonb       not null,
  revision     integer     not null check (revision > 0),
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  updated_by   uuid        not null,
  change_id    uuid        not null,
  deleted_at   timestamptz
);
create index service_updated on service (updated_at, id);
create index service_words on service using gin
  (lower((key || ' ' || coalesce(description, '')) collate "default") gin_trgm_ops);
create index service_labels on service using gin (labels jsonb_path_ops);

create table service_history (
  id         uuid        not null references service,
  revision   integer     not null,
  body       jsonb       not null,
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  change_id  uuid        not null,
  changed_by uuid        not null,
  primary key (id, revision)
);

create table anchor (
  id               uuid          primary key,
  anchor_id        text          not null,     -- as shown
  key              text collate "C"          not null unique,
  family           text collate "C"          not null,
  description      text,
  format           text          not null,
  source_hint      text,
  owner            text collate "C",
  labels           jsonb         not null,
  lifecycle        text          not null
                   check (lifecycle in ('EXPERIMENTAL', 'ACTIVE', 'DEPRECATED', 'RETIRED')),
  version          text,                       -- these three repeat the newest version
  checksum         text,
  content_hash     text,
  centrality_score numeric(3, 2) not null default 0.00
                   check (centrality_score between 0 and 1),
  revision         integer       not null check (revision > 0),
  created_at       timestamptz   not null,
  updated_at       timestamptz   not null,
  updated_by       uuid          not null,
  change_id        uuid          not null,
  deleted_at       timestamptz
);
create index anchor_family on anchor (family, key);
create index anchor_source_hint on anchor (source_hint) where source_hint is not null;
create index anchor_updated on anchor (updated_at, id);
create index anchor_labels on anchor using gin (labels jsonb_path_ops);
create index anchor_words on anchor using gin
  (lower((key || ' ' || coalesce(description, '')) collate "default") gin_trgm_ops);

create table anchor_history (
  id         uuid        not null references anchor,
  revision   integer     not null,
  body       jsonb       not null,
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  change_id  uuid        not null,
  changed_by uuid        not null,
  primary key (id, revision)
);

create table anchor_version (
  id           uuid        primary key,
  anchor_id    uuid        not null references anchor,
  label        text collate "C"        not null,
  number       integer     not null check (number > 0),
  format       text        not null,
  media_type   text        not null,
  checksum     text        not null,           -- sha256:<hex> of the canonical form
  content_hash text        not null,           -- sha256:<hex> of content
  size         integer     not null,           -- bytes
  content      bytea       not null,           -- exactly as given
  created_at   timestamptz not null,
  created_by   uuid        not null,
  change_id    uuid        not null,
  unique (anchor_id, label),
  unique (anchor_id, number)
);
create index anchor_version_content_hash on anchor_version (anchor_id, content_hash);

create function anchor_version_is_immutable() returns trigger language plpgsql as $$
begin
  raise exception 'versions of anchors are immutable';
end $$;
create trigger anchor_version_immutable before update or delete on anchor_version
  for each row execute function anchor_version_is_immutable();

create table endpoint (
  id          uuid        primary key,
  name        text        not null,
  key         text collate "C"        not null unique,
  anchor_id   uuid        references anchor,
  service_id  uuid        references service,
  method      text        not null,
  path        text        not null,
  version     text        not null,
  description text,
  is_active   boolean     not null,
  revision    integer     not null check (revision > 0),
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  updated_by  uuid        not null,
  change_id   uuid        not null,
  deleted_at  timestamptz
);
create index endpoint_operation on endpoint (anchor_id, method, path);
create index endpoint_service on endpoint (service_id, key);
create index endpoint_updated on endpoint (updated_at, id);
create index endpoint_words on endpoint using gin
  (lower((key || ' ' || path || ' ' || coalesce(description, '')) collate "default") gin_trgm_ops);

create table endpoint_history (
  id         uuid        not null references endpoint,
  revision   integer     not null,
  body       jsonb       not null,
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  change_id  uuid        not null,
  changed_by uuid        not null,
  primary key (id, revision)
);

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert, update on governance_rule_set, context, context_history, service,
      service_history, anchor, anchor_history, anchor_version, endpoint, endpoint_history
      to nexus_app;
  end if;
end $$;
