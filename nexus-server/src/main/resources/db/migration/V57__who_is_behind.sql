-- Nobody approves what is their own work, however many services stand between them and it; and a
-- change that made objects knows which ones.

alter table change
  add column made jsonb; -- ids that new objects got, by the ids that they were planned with

-- Some principals and everybody who answers for them.
create function principals_behind(those uuid[]) returns setof uuid language sql stable as $$
  with recursive behind(id) as (
    select unnest(those)
    union
    select p.owner_id from principal p join behind b on p.id = b.id where p.owner_id is not null)
  select id from behind where id is not null
$$;

create or replace function change_verdict_is_valid() returns trigger language plpgsql as $$
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
  if new.verdict = 'APPROVED' and new.person in (select principals_behind(
      array[c.proposed_by, c.on_behalf_of]
      || array(select r.editor from change_revision r where r.change_id = c.id))) then
    raise exception 'nobody approves a change of their own' using errcode = 'check_violation';
  end if;
  return new;
end $$;

do $$
begin
  if exists (select from pg_roles where rolname = 'nexus_app') then
    grant execute on function principals_behind(uuid[]) to nexus_app;
  end if;
end $$;
