-- The audit log: events with what they record, their order, and what may be destroyed of them.
-- Rows of audit_event, audit_body and audit_leaf are only ever added.

-- Drawn once by each writing transaction when it holds all its locks; may have gaps.
create sequence audit_order cache 1;

create table audit_event (
  event_id     uuid        not null,
  recorded_at  timestamptz not null default now(),  -- the database's clock
  order_no     bigint      not null,                -- of the transaction
  ord          integer     not null,                -- within the transaction, from 0
  xid          xid8        not null default pg_current_xact_id(), -- for diagnosis only
  leaf         text        not null check (octet_length(leaf) <= 65535), -- canonical JSON
  leaf_hash    bytea       not null check (octet_length(leaf_hash) = 32), -- SHA-256(0x00 || leaf)
  action       text        not null check (length(action) <= 50), -- from here on: copies to search by
  actor        uuid        not null,
  actor_kind   text        not null,
  on_behalf_of uuid,
  object_type  text,
  object_id    uuid,
  context      text,
  outcome      text        not null check (outcome in ('success', 'denied', 'failed')),
  request_id   text,
  proposal_id  uuid,
  primary key (event_id, recorded_at)
) partition by range (recorded_at);
create index audit_event_recorded on audit_event using brin (recorded_at);

create table audit_body (
  event_id    uuid        not null,
  recorded_at timestamptz not null default now(),
  side        text        not null check (side in ('old', 'new')),
  hash        bytea       not null check (octet_length(hash) = 32), -- SHA-256 of body
  body        text        not null check (octet_length(body) <= 1048576), -- canonical JSON
  primary key (event_id, side, recorded_at)
) partition by range (recorded_at);

-- What identifies a person: encrypted under a key of that person, so that it can be destroyed.
create table audit_subject (
  subject      uuid        primary key,             -- the pseudonym
  principal_id uuid        unique,                  -- null once erased
  wrapped_dek  bytea,                               -- null once erased
  kek_version  integer     not null,
  created_at   timestamptz not null default now(),
  destroyed_at timestamptz,
  check ((destroyed_at is null) = (wrapped_dek is not null))
);

create table audit_sealed (
  event_id   uuid  primary key,
  subject    uuid  not null,
  nonce      bytea not null check (octet_length(nonce) = 12),
  ciphertext bytea not null
);

-- Events without an index. Almost always nearly empty, so it is vacuumed by count, not by share.
create table audit_pending (
  event_id    uuid        not null,
  recorded_at timestamptz not null default now(),
  order_no    bigint      not null,
  ord         integer     not null,
  primary key (order_no, ord)
) with (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000,
  autovacuum_vacuum_cost_delay = 0
);

create table audit_leaf (
  leaf_index  bigint      primary key check (leaf_index >= 0),
  event_id    uuid        not null unique,
  recorded_at timestamptz not null,
  leaf_hash   bytea       not null
);

create table audit_state (
  only_row   boolean primary key default true check (only_row),
  next_index bigint  not null check (next_index >= 0)
) with (fillfactor = 10);
insert into audit_state (next_index) values (0);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only: % of % is refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

-- Statement triggers of a partitioned table do not fire for a statement that names a partition,
-- so every table gets its own. "Always" holds also where replication turns triggers off.
create function audit_seal_table(sealed regclass) returns void language plpgsql as $$
begin
  execute format(
    'create trigger append_only before update or delete or truncate on %s
       for each statement execute function audit_is_append_only()', sealed);
  execute format('alter table %s enable always trigger append_only', sealed);
end $$;

-- What is only ever added to: the server's role may not even try to change it.
create function audit_grant_append(sealed regclass) returns void language plpgsql as $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    execute format('revoke all on %s from nexus_app', sealed);
    execute format('grant select, insert on %s to nexus_app', sealed);
  end if;
end $$;

-- Makes the partitions of a month, if they are not there yet. Run ahead of time by a job; with the
-- rights of the tables' owner, which the server's role does not have.
create function audit_make_partitions(month date) returns void language plpgsql
security definer set search_path from current as $$
declare
  first_day date := date_trunc('month', month);
  part text;
  parent text;
begin
  foreach parent in array array['audit_event', 'audit_body'] loop
    part := format('%s_%s', parent, to_char(first_day, 'YYYY_MM'));
    if to_regclass(part) is null then
      execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent,
        first_day::timestamp at time zone 'UTC',
        (first_day + interval '1 month')::timestamp at time zone 'UTC');
      perform audit_seal_table(part::regclass);
      perform audit_grant_append(part::regclass);
    end if;
  end loop;
end $$;

create table audit_event_default partition of audit_event default;
create table audit_body_default partition of audit_body default;
select audit_seal_table(t::regclass), audit_grant_append(t::regclass) from unnest(array[
  'audit_event', 'audit_event_default', 'audit_body', 'audit_body_default', 'audit_leaf']) t;
revoke execute on function audit_make_partitions(date) from public;
select audit_make_partitions((now() + make_interval(months => m))::date) from generate_series(0, 3) m;

-- The seeds' table of the same name, with the columns of both their versions.
create view audit_logs as
select
  e.event_id as id,
  case e.object_type when 'alias' then 'api_aliases' when 'anchor' then 'ssot_anchors'
    when 'endpoint' then 'api_endpoints' else coalesce(e.object_type, e.action) end as table_name,
  coalesce(e.object_id, e.event_id) as record_id,
  e.action,
  (select b.body::jsonb from audit_body b
    where b.event_id = e.event_id and b.recorded_at = e.recorded_at and b.side = 'old') as old_values,
  (select b.body::jsonb from audit_body b
    where b.event_id = e.event_id and b.recorded_at = e.recorded_at and b.side = 'new') as new_values,
  s.principal_id as changed_by,
  e.recorded_at as changed_at,
  null::inet as ip_address,
  null::text as user_agent,
  s.principal_id::text as "user",
  e.leaf as details,
  e.recorded_at as created_at,
  false as is_archived,
  null::timestamptz as archived_at
from audit_event e
left join audit_subject s on s.subject = e.actor;

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant execute on function audit_make_partitions(date) to nexus_app;
    grant select, insert, delete on audit_sealed, audit_pending to nexus_app;
    grant select, insert, update on audit_subject to nexus_app;
    grant select, update on audit_state to nexus_app;
    grant usage, select on sequence audit_order to nexus_app;
    grant select on audit_logs to nexus_app;
    grant select, insert, update, delete on principal, person, first_principal, team, team_member, api_key
      to nexus_app;
  end if;
end $$;
