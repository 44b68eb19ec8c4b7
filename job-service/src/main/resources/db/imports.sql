--liquibase formatted sql

--changeset sotto:imports
-- What deploy/import-whisper-webui has made (docs/adr/0007-import-whisper-webui.md): one import a tenant, and one row for each
-- row of the database that it read. The migrator's alone: no runtime role is granted anything.
create table imports (
    tenant_id   uuid primary key,
    reseller_id uuid        not null,
    user_id     uuid        not null,
    workflow_id uuid        not null,
    source_key  bytea       not null,
    state       varchar(50) not null check (state in ('Copying', 'Complete', 'RollingBack')),
    started_at  timestamptz not null default now(),
    finished_at timestamptz,
    check ((state = 'Complete') = (finished_at is not null))
);
call isolate('imports', tenant_reads => 'tenant_id = :tenant', reseller_reads => 'reseller_id = :reseller');

-- No foreign key to jobs: a job that people have removed since must not come back with the next run.
create table imported_tasks (
    tenant_id      uuid   not null,
    source_id      bigint not null,
    task_uuid      varchar(255),
    job_id         uuid,
    refusal        text,
    source_hash    bytea  not null,
    result_hash    bytea,
    result_bytes   bigint not null default 0 check (result_bytes >= 0),
    primary key (tenant_id, source_id),
    foreign key (tenant_id) references imports (tenant_id),
    check ((job_id is null) = (refusal is not null)),
    check ((result_hash is null) = (result_bytes = 0))
);
call isolate('imported_tasks', tenant_reads => 'tenant_id = :tenant');

--changeset sotto:jobs-without-a-recording
-- 0 means that the recording is not kept: Whisper-WebUI keeps none.
alter table jobs drop constraint jobs_file_bytes_check, add constraint jobs_file_bytes_check check (file_bytes >= 0);
