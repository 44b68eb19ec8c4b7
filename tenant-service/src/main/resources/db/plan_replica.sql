--liquibase formatted sql

--changeset sotto:plan_replica
create table plan_replica (
    id          uuid primary key,
    tenant_id   uuid,
    reseller_id uuid,
    version     bigint not null,
    data        jsonb  not null
);
call isolate('plan_replica', reseller_reads => 'reseller_id = :reseller or reseller_id is null', platform_reads => 'true',
    reseller_writes => 'false', platform_writes => 'false');
grant select on plan_replica to ${service}_app;
grant select, insert, update on plan_replica to ${service}_system;
