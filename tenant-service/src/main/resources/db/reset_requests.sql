--liquibase formatted sql

--changeset sotto:reset_requests
-- Addresses that somebody wants a new password for, known or not: whether they are is looked up later, by the machine
-- alone, so that asking costs the same and tells nothing. They are gone in a moment.
create table reset_requests (
    id         uuid primary key,
    email      varchar(255) not null check (email = lower(email)),
    created_at timestamptz  not null default now()
);
call isolate('reset_requests');
grant select, insert, delete on reset_requests to ${service}_system;
