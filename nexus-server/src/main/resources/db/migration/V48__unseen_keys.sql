-- A key that a start made up and has not shown yet. Nobody knows it if that start failed.
alter table api_key add column unseen boolean not null default false;
