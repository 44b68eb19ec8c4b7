--liquibase formatted sql

--changeset sotto:tenant_moves
-- Moves to another reseller that wait for their time.
create table tenant_moves (
    tenant_id            uuid primary key references tenants (id),
    id                   uuid        not null unique,
    -- The one that it leaves.
    reseller_id          uuid        not null,
    new_reseller_id      uuid        not null,
    subscription_plan_id uuid        not null,
    due_at               timestamptz not null,
    planned_by           uuid        not null,
    -- Why it was due and could not be done.
    problem              text,
    next_attempt_at      timestamptz not null,
    created_at           timestamptz not null,
    check (new_reseller_id <> reseller_id)
);
create index tenant_moves_next_attempt_at_idx on tenant_moves (next_attempt_at);
call isolate('tenant_moves', tenant_reads => 'tenant_id = :tenant', reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true', tenant_writes => 'false', reseller_writes => 'false');
grant select, insert, delete on tenant_moves to ${service}_app;
grant select, delete, update (problem, next_attempt_at) on tenant_moves to ${service}_system;
