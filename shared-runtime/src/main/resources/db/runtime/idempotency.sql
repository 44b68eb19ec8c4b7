--liquibase formatted sql

--changeset sotto:idempotency
create table idempotency (
    caller_id   uuid        not null,
    operation   text        not null,
    key         text        not null check (length(key) between 1 and 200),
    body_hash   bytea       not null,
    resource_id uuid        not null,
    tenant_id   uuid,
    reseller_id uuid,
    created_at  timestamptz not null default now(),
    primary key (caller_id, operation, key)
);
create index idempotency_created_at_idx on idempotency (created_at);
call isolate('idempotency', tenant_reads => 'tenant_id = :tenant', reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true');
grant select, insert on idempotency to ${service}_app;
grant select, delete on idempotency to ${service}_system;
