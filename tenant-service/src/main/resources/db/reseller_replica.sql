--liquibase formatted sql

--changeset sotto:reseller_replica
create table reseller_replica (
    id          uuid primary key,
    tenant_id   uuid,
    reseller_id uuid,
    version     bigint not null,
    data        jsonb  not null
);
call isolate('reseller_replica', reseller_reads => 'id = :reseller', platform_reads => 'true',
    reseller_writes => 'false', platform_writes => 'false');
grant select on reseller_replica to ${service}_app;
grant select, insert, update on reseller_replica to ${service}_system;
