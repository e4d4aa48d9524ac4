-- The registry under the names and columns that callers of before know, to be read only. What is
-- deleted is not there. Lengths are not cut to theirs: a name that is longer is shown as it is, and
-- the number of an alias has more room.

create view api_aliases as
select
  a.id,
  a.shown::varchar as alias_name,
  a.canonical::varchar as canonical_name,
  a.context::varchar as context,
  lower(a.type)::varchar as alias_type,
  a.description,
  s.principal_id as created_by,
  a.created_at,
  a.expires_at,
  a.is_active and coalesce(a.expires_at, 'infinity') > now()
    and coalesce(a.valid_from, '-infinity') <= now() as is_active
from alias a
left join audit_subject s on s.subject = a.created_by
where a.deleted_at is null;

create view aliases as
select
  a.number as id,
  a.shown::varchar as alias,
  a.canonical::varchar as canonical,
  a.context::varchar as context,
  a.description,
  a.expires_at at time zone 'UTC' as expires_at,
  a.is_active and coalesce(a.expires_at, 'infinity') > now()
    and coalesce(a.valid_from, '-infinity') <= now() as is_active,
  a.created_at at time zone 'UTC' as created_at,
  a.updated_at at time zone 'UTC' as updated_at,
  s.principal_id::varchar as created_by
from alias a
left join audit_subject s on s.subject = a.created_by
where a.deleted_at is null;

create view ssot_anchors as
select
  n.id,
  n.anchor_id::varchar as anchor_id,
  n.family::varchar as family,
  n.description,
  n.format::varchar as format,
  n.source_hint::varchar as source_hint,
  n.owner::varchar as owner,
  coalesce(n.version, '')::varchar as version,
  n.centrality_score,
  n.created_at,
  n.updated_at
from anchor n
where n.deleted_at is null;

create view api_endpoints as
select
  e.id,
  e.name::varchar as name,
  e.path::varchar as path,
  e.method::varchar as method,
  e.description,
  e.version::varchar as version,
  e.is_active,
  e.created_at,
  e.updated_at
from endpoint e
where e.deleted_at is null;

create view governance_rules as
select
  g.id,
  g.version,
  g.rules::jsonb as rules,
  g.version = max(g.version) over () as is_active,
  g.adopted_at as created_at
from governance_rule_set g;

-- Principals of every kind. There are no passwords, so none is shown.
create view users as
select
  p.id,
  null::varchar as email,
  p.name::varchar as username,
  '!'::varchar as password_hash,
  h.display_name::varchar as first_name,
  null::varchar as last_name,
  p.disabled_at is null as is_active,
  false as is_verified,
  p.created_at,
  coalesce(p.disabled_at, p.created_at) as updated_at,
  (select max(k.last_used_at) from api_key k where k.principal_id = p.id) as last_login
from principal p
left join person h on h.principal_id = p.id;

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    revoke all on api_aliases, aliases, ssot_anchors, api_endpoints, governance_rules, users
      from nexus_app;
    grant select on api_aliases, aliases, ssot_anchors, api_endpoints, governance_rules, users
      to nexus_app;
  end if;
end $$;
