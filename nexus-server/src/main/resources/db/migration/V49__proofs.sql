-- What a provider does not say is not known, and where waiting logins of devices came from.

alter table session alter column authenticated_at drop not null; -- null: the provider does not say when it asked

alter table device_login add column network text; -- the address as requests are counted for
