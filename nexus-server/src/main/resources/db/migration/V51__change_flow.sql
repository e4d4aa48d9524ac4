-- The whole way of a change: drafts, approvals, schedules, ends; and what the database itself holds
-- of it.

alter table change drop constraint change_state_check;
alter table change drop constraint change_check;
alter table change
  add constraint change_state_check check (state in ('DRAFT', 'IN_REVIEW', 'APPROVED', 'SCHEDULED',
    'STALE', 'APPLIED', 'OVERRIDDEN', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'FAILED')),
  add constraint change_applied_when check (
    (state in ('APPLIED', 'OVERRIDDEN')) = (applied_at is not null)),
  -- Whether something can still become of it.
  add column is_open boolean not null generated always as
    (state in ('DRAFT', 'IN_REVIEW', 'APPROVED', 'SCHEDULED', 'STALE', 'FAILED')) stored,
  add column required     integer     not null default 0 check (required >= 0), -- people, in each context
  add column apply        text        not null default 'AUTO' check (apply in ('AUTO', 'MANUAL')),
  add column reasons      text[]      not null default '{}', -- why people must approve it
  add column on_behalf_of uuid,                              -- principal that an agent acted for
  add column not_before   timestamptz,
  add column not_after    timestamptz,
  add column scheduled_for timestamptz,                      -- when the server applies it
  add column expires_at   timestamptz,                       -- of the proposal, while it is open
  add column note         text,                              -- why it stands where it stands
  add column reverts      uuid references change,            -- the change that this one takes back
  add column applied_by   uuid,
  add column version      integer     not null default 1,    -- counts every write of this row
  -- Of a change that somebody applied without approval.
  add column override_reason    text,
  add column override_reference text,
  add column reviewed_by  uuid,
  add column reviewed_at  timestamptz,
  add column review       text,                              -- what the review found
  add constraint change_scheduled check ((state = 'SCHEDULED') <= (scheduled_for is not null)),
  add constraint change_order_of_times check (not_before < not_after),
  add constraint change_overridden_says_why check (
    (state = 'OVERRIDDEN') = (override_reason is not null)
    and (override_reason is null) = (override_reference is null)),
  add constraint change_review_of_overridden check (
    (reviewed_at is null) = (reviewed_by is null)
    and (reviewed_at is null or state = 'OVERRIDDEN'));
drop index change_open;
create index change_open on change (id) where is_open;
create index change_due on change (scheduled_for) where state = 'SCHEDULED';
create index change_ends on change (expires_at) where is_open;
create index change_unreviewed on change (id) where state = 'OVERRIDDEN' and reviewed_at is null;
create index change_reverts on change (reverts) where reverts is not null;

-- Every revision that was ever up for review, with what it would do and who wrote it.
create table change_revision (
  change_id  uuid        not null references change,
  revision   integer     not null check (revision > 0),
  operations jsonb       not null,
  digest     text        not null,
  editor     uuid        not null,             -- principal
  edited_at  timestamptz not null,
  primary key (change_id, revision)
);

-- What people said of a revision. Only ever added to.
create table change_verdict (
  change_id        uuid        not null references change,
  revision         integer     not null,
  digest           text        not null,
  person           uuid        not null references principal,
  verdict          text        not null check (verdict in ('APPROVED', 'REJECTED')),
  comment          text,
  authenticated_at timestamptz not null,       -- the login that the person approved by
  given_at         timestamptz not null,
  primary key (change_id, revision, person),
  foreign key (change_id, revision) references change_revision
);

create table change_comment (
  id         uuid        primary key,
  change_id  uuid        not null references change,
  author     uuid        not null,
  written_at timestamptz not null,
  text       text        not null
);
create index change_comment_of on change_comment (change_id, id);

-- What people are told, until they have seen it.
create table notice (
  id      uuid        primary key,
  person  uuid        not null,             -- principal
  about   text        not null,             -- such as change.override
  text    text        not null,
  object  text        not null,             -- path of the API
  told_at timestamptz not null,
  read_at timestamptz
);
create index notice_of on notice (person, id);

alter table context
  add column approvals      jsonb,          -- null: what the rule set says
  add column change_windows jsonb;

-- A verdict is a person's, about exactly what stands there, and never the author's own.
create function change_verdict_is_valid() returns trigger language plpgsql as $$
declare
  c change;
begin
  select * into strict c from change where id = new.change_id;
  if new.revision <> c.revision or new.digest <> c.digest then
    raise exception 'a verdict names what stands in the change now' using errcode = 'check_violation';
  end if;
  if not exists (select from principal where id = new.person and kind = 'HUMAN') then
    raise exception 'only a person approves or rejects' using errcode = 'check_violation';
  end if;
  if new.verdict = 'APPROVED' and (
      new.person = c.proposed_by or new.person = c.on_behalf_of
      or exists (select from change_revision r where r.change_id = c.id and r.editor = new.person)
      or exists (select from principal p where p.id = c.proposed_by and p.owner_id = new.person)) then
    raise exception 'nobody approves a change of their own' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger verdict_is_valid before insert on change_verdict
  for each row execute function change_verdict_is_valid();
create trigger append_only before update or delete or truncate on change_verdict
  for each statement execute function audit_is_append_only();
create trigger append_only before update or delete or truncate on change_revision
  for each statement execute function audit_is_append_only();

-- What took effect stays as it is, and takes effect only with the approvals it needs.
create function change_takes_effect() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.state in ('APPLIED', 'OVERRIDDEN') and (
      new.state <> old.state or new.digest <> old.digest or new.operations <> old.operations
      or new.override_reason is distinct from old.override_reason) then
    raise exception 'what took effect stays as it is' using errcode = 'check_violation';
  end if;
  if new.state = 'APPLIED' and new.approved_by is distinct from 'policy' and (
      select count(distinct v.person) from change_verdict v
      where v.change_id = new.id and v.revision = new.revision and v.digest = new.digest
        and v.verdict = 'APPROVED') < greatest(new.required, 1) then
    raise exception 'change % lacks approvals', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger takes_effect_insert before insert on change
  for each row when (new.state = 'APPLIED' and new.approved_by is distinct from 'policy')
  execute function change_takes_effect();
create trigger takes_effect_update before update on change
  for each row execute function change_takes_effect();

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant select, insert on change_revision, change_verdict, change_comment to nexus_app;
    revoke update, delete, truncate on change_revision, change_verdict, change_comment from nexus_app;
    revoke delete, truncate on change from nexus_app;
    grant select, insert, update, delete on notice to nexus_app;
  end if;
end $$;

-- Answers that are kept lack what changes show now.
delete from idempotency where unchanged is not null;
