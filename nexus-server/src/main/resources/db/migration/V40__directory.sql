-- What principals may do: roles, grants and restrictions; and what people, teams and keys need to be managed.

alter table principal add column revision integer not null default 1 check (revision > 0);

-- A person's name for signing in, and how to reach them.
alter table person
  add column username text,                      -- as shown
  add column key      text unique,               -- normalised; an erased person keeps none
  add column email    text;
update person p set username = n.name, key = lower(n.name)
  from principal n where n.id = p.principal_id;

alter table team
  add column description text,
  add column deleted_at  timestamptz;

create table role (
  id          uuid        primary key,
  name        text        not null,              -- as shown
  key         text        not null unique,       -- normalised; deleted roles keep it
  description text,
  revision    integer     not null check (revision > 0),
  created_at  timestamptz not null,
  deleted_at  timestamptz
);

-- Who has a role: a principal, or every member of a team.
create table role_member (
  role_id      uuid        not null references role,
  principal_id uuid        references principal,
  team_id      uuid        references team,
  since        timestamptz not null,
  check (num_nonnulls(principal_id, team_id) = 1),
  unique nulls not distinct (role_id, principal_id, team_id)
);
create index role_member_principal on role_member (principal_id) where principal_id is not null;
create index role_member_team on role_member (team_id) where team_id is not null;

-- What a principal, the members of a team or whoever has a role may do, or (restriction) may not.
-- A missing verb or kind means each.
create table grant_rule (
  id           uuid    primary key,
  principal_id uuid    references principal,
  team_id      uuid    references team,
  role_id      uuid    references role,
  restriction  boolean not null,
  verb         text    check (verb in
                 ('READ', 'WRITE', 'APPROVE', 'EXECUTE', 'MONITOR', 'EXPORT', 'ADMIN', 'OVERRIDE')),
  kind         text,
  operation    text,
  context      text    not null,                 -- key of a context, env/<environment>, or '*'
  condition    text    not null check (condition in ('NONE', 'OWNING_TEAM')),
  check (num_nonnulls(principal_id, team_id, role_id) = 1),
  check (operation is null or kind is not null)
);
create index grant_rule_principal on grant_rule (principal_id) where principal_id is not null;
create index grant_rule_team on grant_rule (team_id) where team_id is not null;
create index grant_rule_role on grant_rule (role_id) where role_id is not null;

-- Services and agents are granted what their keys could do so far.
insert into grant_rule (id, principal_id, restriction, verb, context, condition)
  select gen_random_uuid(), k.principal_id, false, v, c, 'NONE'
  from api_key k join principal p on p.id = k.principal_id and not p.admin,
    unnest(k.verbs) v, unnest(k.contexts) c
  group by k.principal_id, v, c;

-- A key that is being replaced has two live secrets for a while; addresses limit where it works.
alter table api_key
  add column previous_sha256 bytea check (length(previous_sha256) = 32),
  add column previous_until  timestamptz,
  add column allowed_ips     text[] not null default '{}', -- CIDR blocks; empty for everywhere
  add check (num_nonnulls(previous_sha256, previous_until) in (0, 2));

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert, update on principal, person, team, role to nexus_app;
    grant select, insert, delete on team_member, role_member, grant_rule to nexus_app;
  end if;
end $$;
