-- Names that come to their end: who was told of it, who still calls them, and when they are free.

-- The last warning that was given of an alias's expiry. Another expiry begins anew.
create table alias_warning (
  alias_id   uuid        primary key,
  expires_at timestamptz not null,
  days       integer     not null check (days >= 0), -- before the expiry; 0 when it has expired
  told_at    timestamptz not null
);

-- Calls of deprecated names; rows older than 90 days are removed by a job.
create table alias_call (
  alias_id uuid        not null,
  caller   text        collate "C" not null, -- id of a principal, or 'anonymous', or 'others'
  day      date        not null,             -- in UTC
  calls    bigint      not null check (calls > 0),
  first_at timestamptz not null,
  last_at  timestamptz not null,
  primary key (alias_id, caller, day),
  constraint alias_call_in_order check (first_at <= last_at)
);
create index alias_call_day on alias_call using brin (day);
create index alias_deprecated on alias (key, id)
  where deprecated_at is not null and deleted_at is null;

-- A name is released by taking its alias's row away, and never without keeping what it was.
create function alias_release_keeps_history() returns trigger language plpgsql as $$
begin
  if old.deleted_at is null and old.expires_at is null then
    raise exception 'an alias in use is not released' using errcode = 'check_violation';
  end if;
  if not exists (
      select from alias_history h where h.id = old.id and h.revision = old.revision) then
    raise exception 'an alias is not released without its history' using errcode = 'check_violation';
  end if;
  return old;
end $$;
create trigger release_keeps_history before delete on alias
  for each row execute function alias_release_keeps_history();

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant delete on alias to nexus_app;
    grant select, insert, update, delete on alias_warning, alias_call to nexus_app;
  end if;
end $$;
