--liquibase formatted sql

--changeset sotto:audit_log
create table audit_log (
    id           uuid primary key,
    at           timestamptz not null default now(),
    tenant_id    uuid,
    reseller_id  uuid,
    scope        text        not null,
    user_id      uuid,
    actor        text,
    action       text        not null,
    subject_type text        not null,
    subject_id   uuid        not null,
    before       jsonb,
    after        jsonb,
    request_id   text        not null
);
create index audit_log_tenant_id_idx on audit_log (tenant_id, id);
create index audit_log_reseller_id_idx on audit_log (reseller_id, id);
call isolate('audit_log', tenant_reads => 'tenant_id = :tenant', reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true');
-- Append-only: nobody may change or remove what was written.
grant select, insert on audit_log to ${service}_app;
grant insert on audit_log to ${service}_system;

--changeset sotto:audit_log-address
-- From where it was done, as the gateway saw it.
alter table audit_log add column address text;

--changeset sotto:audit_log-bytes
-- How much an entry holds of what may be large: by it a page of them ends.
alter table audit_log add column bytes integer not null
    generated always as (coalesce(octet_length(before::text), 0) + coalesce(octet_length(after::text), 0)) stored;
