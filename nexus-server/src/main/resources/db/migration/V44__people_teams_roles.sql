-- What the directory needs to be managed by changes, and the seeds' views of it.

-- updated_at: null while it is as it was made; change_id: null for what no change made.
alter table principal add column updated_at timestamptz, add column change_id uuid;
alter table team      add column updated_at timestamptz, add column change_id uuid;
alter table role      add column updated_at timestamptz, add column change_id uuid;

-- A role can be had by every member of any team, too.
alter table role_member
  add column everyone boolean not null default false,
  add column assigned_by uuid references principal,
  drop constraint role_member_check,
  add check (num_nonnulls(principal_id, team_id) + everyone::integer = 1);
create index role_member_everyone on role_member (everyone) where everyone;

-- Who is in which live team.
create view principal_team as
select m.principal_id, m.team_id
from team_member m join team t on t.id = m.team_id
where t.deleted_at is null;

-- Who has which live role, themselves or by a team; once for each way.
create view principal_role as
select m.principal_id, m.role_id, m.since, m.assigned_by, m.id_of_team
from (
  select r.principal_id, r.role_id, r.since, r.assigned_by, null::uuid as id_of_team
  from role_member r where r.principal_id is not null
  union all
  select t.principal_id, r.role_id, r.since, r.assigned_by, t.team_id
  from role_member r join principal_team t on t.team_id = r.team_id
  union all
  select t.principal_id, r.role_id, r.since, r.assigned_by, t.team_id
  from principal_team t cross join role_member r where r.everyone) m
join role o on o.id = m.role_id
where o.deleted_at is null;

-- Every grant and restriction that speaks for a principal.
create view principal_rule as
select g.principal_id, g.restriction, g.verb, g.kind, g.operation, g.context, g.condition
from grant_rule g where g.principal_id is not null
union
select t.principal_id, g.restriction, g.verb, g.kind, g.operation, g.context, g.condition
from grant_rule g join principal_team t on t.team_id = g.team_id
union
select p.principal_id, g.restriction, g.verb, g.kind, g.operation, g.context, g.condition
from grant_rule g join principal_role p on p.role_id = g.role_id;

-- The seeds' tables, to be read only. There are no passwords here, so none is shown.
create or replace view users as
select
  p.id,
  h.email::varchar as email,
  coalesce(h.username, p.name)::varchar as username,
  '!'::varchar as password_hash,
  h.display_name::varchar as first_name,
  null::varchar as last_name,
  p.disabled_at is null as is_active,
  false as is_verified,
  p.created_at,
  coalesce(p.updated_at, p.created_at) as updated_at,
  (select max(k.last_used_at) from api_key k where k.principal_id = p.id) as last_login
from principal p
left join person h on h.principal_id = p.id;

create view roles as
select
  r.id,
  r.name::varchar as name,
  r.description,
  coalesce(
    (select jsonb_agg(
        jsonb_strip_nulls(jsonb_build_object(
          'verb', coalesce(lower(g.verb), '*'),
          'kind', coalesce(lower(g.kind), '*'),
          'operation', g.operation,
          'context', g.context,
          'condition', nullif(lower(g.condition), 'none')))
        order by g.verb, g.kind, g.operation, g.context)
      from grant_rule g where g.role_id = r.id and not g.restriction),
    '[]'::jsonb) as permissions,
  r.created_at
from role r
where r.deleted_at is null;

-- One row for each role somebody has, also by a team.
create view user_roles as
select distinct on (m.principal_id, m.role_id)
  m.principal_id as user_id,
  m.role_id,
  m.since as assigned_at,
  m.assigned_by
from principal_role m
order by m.principal_id, m.role_id, m.since;

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    revoke all on principal_team, principal_role, principal_rule, users, roles, user_roles
      from nexus_app;
    grant select on principal_team, principal_role, principal_rule, users, roles, user_roles
      to nexus_app;
  end if;
end $$;
