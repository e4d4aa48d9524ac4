-- Signing in with a provider. Whom its people stand for is in the table identity.

-- Logins whose answer came; no answer counts twice. Kept until the login would be too old anyway.
create table used_login (
  hash  bytea       primary key check (length(hash) = 32), -- SHA-256 of the login's state
  until timestamptz not null
);
create index used_login_until on used_login (until);

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert, delete on used_login to nexus_app;
  end if;
end $$;
