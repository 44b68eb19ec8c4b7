--liquibase formatted sql

--changeset sotto:branding_replica
create table branding_replica (
    id          uuid primary key,
    tenant_id   uuid,
    reseller_id uuid,
    version     bigint not null,
    data        jsonb  not null
);
call isolate('branding_replica', reseller_reads => 'reseller_id = :reseller', platform_reads => 'true',
    reseller_writes => 'false', platform_writes => 'false');
grant select on branding_replica to ${service}_app;
grant select, insert, update on branding_replica to ${service}_system;
