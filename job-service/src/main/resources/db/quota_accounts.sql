--liquibase formatted sql

--changeset sotto:quota_accounts
create table quota_accounts (
    tenant_id              uuid primary key,
    reseller_id            uuid        not null,
    status                 varchar(50) not null check (status in ('Active', 'Suspended', 'Closed')),
    anchor                 timestamptz not null,
    period_start           timestamptz not null,
    period_end             timestamptz not null,
    processing_limit_ms    bigint      not null check (processing_limit_ms >= 0),
    processing_used_ms     bigint      not null default 0 check (processing_used_ms >= 0),
    processing_reserved_ms bigint      not null default 0 check (processing_reserved_ms >= 0),
    storage_limit_bytes    bigint      not null check (storage_limit_bytes >= 0),
    storage_used_bytes     bigint      not null default 0 check (storage_used_bytes >= 0),
    storage_reserved_bytes bigint      not null default 0 check (storage_reserved_bytes >= 0),
    version                bigint      not null,
    updated_at             timestamptz not null default now(),
    check (period_start < period_end)
) with (fillfactor = 70);
create index quota_accounts_reseller_id_idx on quota_accounts (reseller_id);
call isolate('quota_accounts', tenant_reads => 'tenant_id = :tenant', reseller_reads => 'reseller_id = :reseller',
    reseller_writes => 'false');
-- In a caller's scope quota is reserved, released and rolled over; limits and what is used are the machine's alone.
grant select, update (period_start, period_end, processing_used_ms, processing_reserved_ms, storage_reserved_bytes, updated_at)
    on quota_accounts to ${service}_app;
grant select, insert, update on quota_accounts to ${service}_system;
