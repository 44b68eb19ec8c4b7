--liquibase formatted sql

--changeset sotto:jobs
create table jobs (
    id               uuid primary key,
    tenant_id        uuid         not null,
    reseller_id      uuid         not null,
    user_id          uuid         not null,
    workflow_id      uuid         not null,
    workflow_version bigint       not null,
    status           varchar(50)  not null default 'Queued'
        check (status in ('Queued', 'Processing', 'Completed', 'Failed', 'Cancelled')),
    file_path        varchar(255) not null,
    file_name        varchar(255) not null,
    file_bytes       bigint       not null check (file_bytes > 0),
    audio_ms         bigint       not null check (audio_ms >= 0),
    reserved_ms      bigint       not null check (reserved_ms >= 0),
    reserved_bytes   bigint       not null check (reserved_bytes >= 0),
    stored_bytes     bigint       not null default 0 check (stored_bytes >= 0),
    result_path      varchar(255),
    progress         numeric(5, 4) not null default 0 check (progress between 0 and 1),
    attempt          integer      not null default 0,
    fence            bigint       not null default 0,
    reason           varchar(50),
    error            text,
    processing_time  integer,
    version          bigint       not null default 1,
    created_at       timestamptz  not null default now(),
    updated_at       timestamptz  not null default now(),
    started_at       timestamptz,
    completed_at     timestamptz,
    check ((status in ('Completed', 'Failed', 'Cancelled')) = (completed_at is not null)),
    check ((status = 'Completed') = (result_path is not null)),
    check ((status in ('Failed', 'Cancelled')) = (reason is not null)),
    foreign key (tenant_id, workflow_id) references workflows (tenant_id, id),
    foreign key (tenant_id, workflow_id, workflow_version)
        references workflow_versions (tenant_id, workflow_id, version)
);
-- A page of a tenant's jobs, and what composite foreign keys refer to.
create unique index jobs_tenant_id_idx on jobs (tenant_id, id);
create index jobs_user_id_idx on jobs (user_id, id);
create index jobs_workflow_id_idx on jobs (workflow_id);
create index jobs_status_idx on jobs (status);
call isolate('jobs', tenant_reads => 'tenant_id = :tenant');
grant select, insert, update (status, reason, version, updated_at, completed_at) on jobs to ${service}_app;
grant select, update (status, result_path, stored_bytes, audio_ms, progress, attempt, fence, reason, error, processing_time,
    version, updated_at, started_at, completed_at) on jobs to ${service}_system;

--changeset sotto:jobs-lists-in-order
-- The same indexes, each with the whole of what its list asks for, so that the page comes out of it in order.
drop index jobs_user_id_idx;
drop index jobs_status_idx;
create index jobs_user_id_idx on jobs (user_id, tenant_id, id);
create index jobs_status_idx on jobs (status, tenant_id, id);

--changeset sotto:jobs-options
-- What the caller says about the recording, and what Sotto found in it.
alter table jobs
    add column title          varchar(255),
    add column track          integer check (track between 1 and 100),
    add column channels       varchar(10)  not null default 'mix' check (channels in ('mix', 'split')),
    add column keep_recording boolean      not null default true,
    add column warnings       varchar(50)[] not null default '{}';
grant update (title) on jobs to ${service}_app;
grant update (warnings) on jobs to ${service}_system;

--changeset sotto:jobs-live
-- The language of the transcript. Null for jobs from before.
alter table jobs add column language varchar(35);
grant update (language) on jobs to ${service}_system;
-- Which jobs of a tenant ended lately. It is null while a job runs, so that progress moves no index.
create index jobs_completed_at_idx on jobs (tenant_id, completed_at) where completed_at is not null;

--changeset sotto:jobs-priority
-- Which of the tenant's own jobs start first.
alter table jobs add column priority varchar(10) not null default 'normal' check (priority in ('low', 'normal', 'high'));

--changeset sotto:jobs-settings
-- What counts for the job instead of what its workflow says.
alter table jobs add column settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object');
