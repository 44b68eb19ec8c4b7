--liquibase formatted sql

--changeset sotto:dispatch
-- Jobs that wait or run; a finished one leaves. Claims and heartbeats touch no indexed column: their updates stay HOT.
create table dispatch (
    job_id      uuid primary key,
    tenant_id   uuid        not null,
    cost_ms     bigint      not null check (cost_ms >= 0),
    enqueued_at timestamptz not null default now(),
    attempt     integer     not null default 0 check (attempt >= 0),
    fence       bigint      not null default 0,
    worker      varchar(100),
    lease_until timestamptz,
    foreign key (tenant_id, job_id) references jobs (tenant_id, id) on delete cascade
) with (fillfactor = 70);
create index dispatch_enqueued_at_idx on dispatch (enqueued_at, job_id);
call isolate('dispatch', tenant_reads => 'tenant_id = :tenant');
grant select, insert, delete on dispatch to ${service}_app;
grant select, delete, update (attempt, fence, worker, lease_until) on dispatch to ${service}_system;
