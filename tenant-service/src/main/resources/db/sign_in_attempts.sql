--liquibase formatted sql

--changeset sotto:sign_in_attempts
-- How often a client failed, by the SHA-256 of its address, and of its address and the e-mail that it tried: no address
-- of either kind stands here.
create table sign_in_attempts (
    key           bytea primary key check (length(key) = 32),
    failures      integer     not null check (failures >= 0),
    last_at       timestamptz not null,
    blocked_until timestamptz not null
);
create index sign_in_attempts_last_at_idx on sign_in_attempts (last_at);
call isolate('sign_in_attempts');
grant select, insert, update, delete on sign_in_attempts to ${service}_system;
