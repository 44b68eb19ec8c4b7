--liquibase formatted sql

--changeset sotto:tenant_replica
create table tenant_replica (
    id          uuid primary key,
    tenant_id   uuid,
    reseller_id uuid,
    version     bigint not null,
    data        jsonb  not null
);
call isolate('tenant_replica', tenant_reads => 'id = :tenant', reseller_reads => 'reseller_id = :reseller',
    tenant_writes => 'false', reseller_writes => 'false');
grant select on tenant_replica to ${service}_app;
grant select, insert, update on tenant_replica to ${service}_system;
