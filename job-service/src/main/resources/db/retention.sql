--liquibase formatted sql

--changeset sotto:retention
-- How long a tenant keeps recordings and transcripts; null is for ever, and so is no row.
create table retention (
    tenant_id       uuid primary key,
    recording_days  integer check (recording_days between 1 and 36500),
    transcript_days integer check (transcript_days between 1 and 36500),
    version         bigint      not null default 1,
    updated_at      timestamptz not null default now()
);
call isolate('retention', tenant_reads => 'tenant_id = :tenant');
grant select, insert, update (recording_days, transcript_days, version, updated_at) on retention to ${service}_app;
grant select on retention to ${service}_system;

--changeset sotto:file_removals
-- What a committed change has left to be removed from the store. A row goes when its files are gone.
create table file_removals (
    id           bigint generated always as identity primary key,
    tenant_id    uuid        not null,
    name         text        not null,
    requested_at timestamptz not null default now()
);
call isolate('file_removals', tenant_reads => 'tenant_id = :tenant');
grant insert on file_removals to ${service}_app;
grant select, insert, delete on file_removals to ${service}_system;

--changeset sotto:jobs-that-are-removed
-- file_bytes is 0 when the recording is not kept; a transcript that was removed leaves its name and the time.
alter table jobs add column transcript_removed_at timestamptz;
create index jobs_recordings_idx on jobs (tenant_id, completed_at) where file_bytes > 0;
create index jobs_transcripts_idx on jobs (tenant_id, completed_at)
    where status = 'Completed' and transcript_removed_at is null;
create index jobs_failed_recordings_idx on jobs (completed_at) where status = 'Failed' and file_bytes > 0;
-- People delete, cancel and retry jobs: what these write, and that the storage of their tenant falls with it.
grant delete, update (progress, attempt, error, processing_time, started_at, stored_bytes, file_bytes,
    warnings) on jobs to ${service}_app;
grant update (file_bytes, transcript_removed_at) on jobs to ${service}_system;
grant update (storage_used_bytes) on quota_accounts to ${service}_app;

--changeset sotto:jobs-without-recordings
-- Until now a failed or cancelled job kept nothing, and showed the size of its recording all the same.
update jobs set file_bytes = 0 where status in ('Failed', 'Cancelled') and file_bytes > 0;
