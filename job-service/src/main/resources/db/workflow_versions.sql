--liquibase formatted sql

--changeset sotto:workflow_versions
-- What a job pins: written once with each new graph, never changed.
create table workflow_versions (
    tenant_id   uuid        not null,
    workflow_id uuid        not null,
    version     bigint      not null,
    config      jsonb       not null,
    created_at  timestamptz not null default now(),
    primary key (tenant_id, workflow_id, version),
    foreign key (tenant_id, workflow_id) references workflows (tenant_id, id) on delete cascade
);
call isolate('workflow_versions', tenant_reads => 'tenant_id = :tenant');
grant select, insert on workflow_versions to ${service}_app;
grant select on workflow_versions to ${service}_system;
