--liquibase formatted sql

--changeset sotto:reseller_replica
create table reseller_replica (
    id          uuid primary key,
    tenant_id   uuid,
    reseller_id uuid,
    version     bigint not null,
    data        jsonb  not null
);
-- Read and written by consumers and charging alone: no caller's scope sees it.
call isolate('reseller_replica');
grant select, insert, update on reseller_replica to ${service}_system;
