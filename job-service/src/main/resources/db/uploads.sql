--liquibase formatted sql

--changeset sotto:jobs-media-type
-- The media type that was found in the recording. Null for jobs from before.
alter table jobs add column media_type varchar(100);

--changeset sotto:uploads
-- Resumable uploads (docs/adr/0016-resumable-uploads.md). The bytes are a file in the spool; received counts those that
-- are surely on disk. Whoever writes holds the fence until busy_until.
create table uploads (
    id              uuid primary key,
    tenant_id       uuid         not null,
    reseller_id     uuid         not null,
    user_id         uuid         not null,
    length          bigint       not null check (length > 0),
    received        bigint       not null default 0 check (received between 0 and length),
    file_name       varchar(255) not null,
    metadata        text         not null,
    state           varchar(50)  not null default 'Receiving'
        check (state in ('Receiving', 'Checking', 'Completed', 'Refused')),
    fence           bigint       not null default 0,
    busy_until      timestamptz,
    role            varchar(50)  not null,
    api_key_id      uuid,
    impersonator_id uuid,
    job_id          uuid,
    problem         jsonb,
    expires_at      timestamptz  not null,
    created_at      timestamptz  not null default now(),
    updated_at      timestamptz  not null default now(),
    check ((state = 'Completed') = (job_id is not null)),
    check ((state = 'Refused') = (problem is not null)),
    check (state in ('Receiving', 'Refused') or received = length)
) with (fillfactor = 70);
create index uploads_tenant_id_idx on uploads (tenant_id, id);
create index uploads_expires_at_idx on uploads (expires_at);
create index uploads_checking_idx on uploads (id) where state = 'Checking';
call isolate('uploads', tenant_reads => 'tenant_id = :tenant');
grant select, insert, delete,
    update (received, state, fence, busy_until, role, api_key_id, impersonator_id, expires_at, updated_at)
    on uploads to ${service}_app;
grant select, delete, update (state, fence, busy_until, job_id, problem, expires_at, updated_at)
    on uploads to ${service}_system;
