-- The keys that wrap data keys, in the order in which they came into use. Only a fingerprint is stored.

create table encryption_key (
  version       integer     primary key check (version > 0),
  fingerprint   text        not null unique,       -- of the key, from which it cannot be found
  first_used_at timestamptz not null
);

create index audit_subject_kek on audit_subject (kek_version, subject) where wrapped_dek is not null;

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert on encryption_key to nexus_app;
  end if;
end $$;
