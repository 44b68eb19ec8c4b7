--liquibase formatted sql

--changeset sotto:jobs-that-are-fetched
-- While a job's recording is fetched from its URL: the bytes that have arrived, and the size if the server announced it.
alter table jobs
    add column fetch_received bigint check (fetch_received >= 0),
    add column fetch_total    bigint check (fetch_total >= 0);
grant update (fetch_received, fetch_total) on jobs to ${service}_app;
grant update (file_path, file_name, reserved_ms, reserved_bytes, media_type, fetch_received, fetch_total)
    on jobs to ${service}_system;
-- A job is queued when its recording has arrived.
grant insert on dispatch to ${service}_system;

--changeset sotto:fetches
-- The recordings that are still to be fetched (docs/adr/0018-fetching-in-the-background.md). Whoever fetches holds the
-- fence until busy_until. A row goes when its job is queued or has ended, and the URL with it.
create table fetches (
    job_id          uuid primary key,
    tenant_id       uuid          not null,
    reseller_id     uuid          not null,
    user_id         uuid          not null,
    url             varchar(2000) not null,
    role            varchar(50)   not null,
    api_key_id      uuid,
    impersonator_id uuid,
    attempt         integer       not null default 0 check (attempt >= 0),
    fence           bigint        not null default 0,
    due_at          timestamptz   not null default now(),
    busy_until      timestamptz,
    begun_at        timestamptz,
    foreign key (tenant_id, job_id) references jobs (tenant_id, id) on delete cascade
) with (fillfactor = 70);
create index fetches_tenant_id_idx on fetches (tenant_id, job_id);
call isolate('fetches', tenant_reads => 'tenant_id = :tenant');
grant select, insert, delete on fetches to ${service}_app;
grant select, delete, update (attempt, fence, due_at, busy_until, begun_at) on fetches to ${service}_system;
