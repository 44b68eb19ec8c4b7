--liquibase formatted sql

--changeset sotto:tenant_replica
create table tenant_replica (
    id          uuid primary key,
    tenant_id   uuid,
    reseller_id uuid,
    version     bigint not null,
    data        jsonb  not null
);
-- Read and written by consumers and charging alone: no caller's scope sees it.
call isolate('tenant_replica');
grant select, insert, update on tenant_replica to ${service}_system;
