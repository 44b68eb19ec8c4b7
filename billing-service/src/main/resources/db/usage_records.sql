--liquibase formatted sql

--changeset sotto:usage_records
create table usage_records (
    id            uuid primary key,
    tenant_id     uuid           not null,
    reseller_id   uuid           not null,
    user_id       uuid           not null,
    job_id        uuid,
    resource_type varchar(50)    not null,
    amount        numeric(18, 6) not null check (amount >= 0),
    unit          varchar(20)    not null,
    recorded_at   timestamptz    not null,
    -- A job is metered once a resource, for ever: longer than any inbox remembers.
    unique (job_id, resource_type),
    check ((resource_type, unit) in (('Processing', 'Seconds'), ('Storage', 'MB')))
);
create index usage_records_tenant_id_idx on usage_records (tenant_id, id);
create index usage_records_reseller_id_idx on usage_records (reseller_id, id);
create index usage_records_tenant_id_recorded_at_idx on usage_records (tenant_id, recorded_at);
call isolate('usage_records',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'false',
    platform_writes => 'false');
-- Append-only, and by the machine alone.
grant select on usage_records to ${service}_app;
grant select, insert on usage_records to ${service}_system;

--changeset sotto:usage_records-of-a-user
create index usage_records_user_id_idx on usage_records (tenant_id, user_id, id);

--changeset sotto:usage_records-of-a-reseller-by-time
create index usage_records_reseller_id_recorded_at_idx on usage_records (reseller_id, recorded_at);

--changeset sotto:usage_records-of-a-user-by-time
create index usage_records_user_id_recorded_at_idx on usage_records (tenant_id, user_id, recorded_at);
