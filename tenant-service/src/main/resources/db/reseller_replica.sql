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

--changeset sotto:reseller_replica-standing
-- Of its reseller a tenant sees whether it may work, and never its rates: people read these columns alone.
alter table reseller_replica
    add column status text not null generated always as (coalesce(data ->> 'status', 'Active')) stored,
    add column suspensions jsonb not null generated always as (
        case when jsonb_typeof(data -> 'suspensions') = 'array' then data -> 'suspensions' else '[]' end) stored;
drop policy isolation on reseller_replica;
drop policy isolation_update on reseller_replica;
drop policy isolation_delete on reseller_replica;
call isolate('reseller_replica', tenant_reads => 'id = :reseller', reseller_reads => 'id = :reseller',
    platform_reads => 'true', tenant_writes => 'false', reseller_writes => 'false', platform_writes => 'false');
revoke select on reseller_replica from ${service}_app;
grant select (id, status, suspensions) on reseller_replica to ${service}_app;
