-- What contradicts each other in the registry: found by a sweep, settled by people.

-- Names that look alike have one skeleton: what is easily taken for something else becomes that.
-- Keys are in lower case already.
create function name_skeleton(key text) returns text
language sql immutable parallel safe strict return
  replace(replace(
    translate(key collate "C",
      '01аеорсухіѕјԁԛԝһοανιρυѵ',
      'olaeopcyxisjdqwhoavipuv'),
    'rn', 'm'), 'vv', 'w');

create table conflict (
  id          uuid        primary key,
  number      bigint      not null generated always as identity, -- what old callers know as the id
  type        text        not null check (type in ('DUPLICATE_CLAIM', 'CROSS_CONTEXT', 'CYCLE',
    'DANGLING', 'SHADOWS_ENDPOINT', 'EXPIRED_IN_USE', 'OWNER_GONE', 'COMPETING_CHANGES',
    'LOOK_ALIKE')),
  context_key text        collate "C",          -- null where it is about what stands in none
  context     text,
  alias       text        not null,             -- name it is about, as shown
  claimed     text        collate "C" not null, -- type and claims: what makes it this conflict
  claims      jsonb       not null check (jsonb_array_length(claims) = 2),
  state       text        not null check (state in ('OPEN', 'RESOLVED', 'DISMISSED')),
  owner       text        collate "C",          -- who looks after it
  resolution  text,                             -- 'gone' when it ended by itself
  revision    integer     not null check (revision > 0),
  detected_at timestamptz not null,
  updated_at  timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid,                             -- a pseudonym of the audit log
  change_id   uuid,                             -- the change that made this revision; null for the sweep
  constraint conflict_settled check (
    (state = 'OPEN') = (resolution is null)
    and (state = 'OPEN') = (resolved_at is null)
    and (state = 'OPEN') = (resolved_by is null))
);
-- While it stands it is known once; somebody who accepted it is not told again.
create unique index conflict_once on conflict (claimed) where state <> 'RESOLVED';
create index conflict_detected on conflict (detected_at, id);
create index conflict_context on conflict (context_key, detected_at, id);
create index conflict_owner on conflict (owner, detected_at, id) where owner is not null;

-- Under the name and columns that callers of before know, to be read only.
create view conflicts as
select
  c.number as id,
  c.alias::varchar as alias,
  coalesce(c.context, '')::varchar as context,
  c.type::varchar as conflict_type,
  c.resolution::varchar as resolution,
  c.resolved_at at time zone 'UTC' as resolved_at,
  c.detected_at at time zone 'UTC' as created_at
from conflict c;

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert, update on conflict to nexus_app;
    revoke delete, truncate on conflict from nexus_app;
    revoke all on conflicts from nexus_app;
    grant select on conflicts to nexus_app;
  end if;
end $$;
