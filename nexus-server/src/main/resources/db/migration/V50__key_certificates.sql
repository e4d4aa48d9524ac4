-- SHA-256 of the public keys of client certificates, of which a caller with the key must show one.
alter table api_key add column allowed_certificates text[] not null default '{}';
