--liquibase formatted sql

--changeset sotto:notes
create table notes (
    id          uuid primary key,
    tenant_id   uuid   not null,
    reseller_id uuid   not null,
    text        text   not null unique,
    version     bigint not null default 1
);
call isolate('notes', tenant_reads => 'tenant_id = :tenant', reseller_reads => 'reseller_id = :reseller',
    reseller_writes => 'false');
grant select, insert, update, delete on notes to ${service}_app;
grant select on notes to ${service}_system;

--changeset sotto:effects
create table effects (
    plan_id uuid primary key,
    times   int not null
);
call isolate('effects');
grant select, insert, update on effects to ${service}_system;
