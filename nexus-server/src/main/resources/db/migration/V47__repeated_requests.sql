-- A repeated request belongs to whoever asks and, where an agent asks, to whom it acts for.
alter table idempotency
  add column on_behalf_of uuid not null default '00000000-0000-0000-0000-000000000000', -- pseudonym of the person
  drop constraint idempotency_once,
  add constraint idempotency_once primary key (principal_id, on_behalf_of, key);
