-- What new versions of an anchor must be compatible with, and what was found when they came.

alter table anchor
  add column compatibility text                -- null until the first version says what it is
    check (compatibility in ('NONE', 'BACKWARD', 'FORWARD', 'FULL', 'BACKWARD_TRANSITIVE',
      'FORWARD_TRANSITIVE', 'FULL_TRANSITIVE'));
-- Nobody has asked anything of those that stand.
update anchor set compatibility = 'NONE' where format <> 'unspecified';

alter table anchor_version
  add column compatibility text
    check (compatibility in ('COMPATIBLE', 'INCOMPATIBLE', 'NOT_COMPARED')),
  add column verdict       jsonb;              -- the whole of it, without aliases
