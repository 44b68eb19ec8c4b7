--liquibase formatted sql

--changeset sotto:transcript_revisions
-- Transcripts as people corrected them (docs/adr/0022-edited-transcripts.md). A row holds all that differed from the machine's
-- transcript, which is revision 0 and stays in the store. The newest row counts.
create table transcript_revisions (
    tenant_id       uuid        not null,
    job_id          uuid        not null,
    revision        bigint      not null check (revision > 0),
    user_id         uuid        not null,
    impersonator_id uuid,
    restored        bigint      check (restored between 0 and revision - 1),
    edits           text        not null,
    segments        integer     not null check (segments >= 0),
    begun_at        timestamptz not null,
    created_at      timestamptz not null default now(),
    primary key (tenant_id, job_id, revision),
    foreign key (tenant_id, job_id) references jobs (tenant_id, id) on delete cascade
);
call isolate('transcript_revisions', tenant_reads => 'tenant_id = :tenant');
grant select, insert, delete on transcript_revisions to ${service}_app;
grant select (tenant_id, job_id), delete on transcript_revisions to ${service}_system;
