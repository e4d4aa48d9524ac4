-- Something to change, for tests of the engine.
create table test_thing (
  id         uuid        primary key,
  context    text        not null,
  name       text        not null,
  value      text        not null,
  revision   integer     not null,
  updated_at timestamptz not null,
  change_id  uuid        not null,
  unique (context, name)
);
