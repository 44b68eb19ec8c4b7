--liquibase formatted sql

--changeset sotto:tenants-plan_assignments
-- This service's latest decision on a tenant's plan, which billing-service follows once. plan_version 0: not known, because it
-- was assigned before plans had versions.
alter table tenants
    add column plan_version        integer     not null default 0 check (plan_version >= 0),
    add column assignment          bigint      not null default 1 check (assignment > 0),
    add column assigned_at         timestamptz not null default now(),
    add column assigned_interval   varchar(50) check (assigned_interval in ('Month', 'Year')),
    add column assigned_trial_days integer     not null default 0 check (assigned_trial_days >= 0),
    add column plan_after_trial_id uuid;
grant update (plan_version, assignment, assigned_at, assigned_interval, assigned_trial_days, plan_after_trial_id) on tenants
    to ${service}_app;
grant update (plan_version, assignment, assigned_at, assigned_interval, assigned_trial_days, plan_after_trial_id, anchor)
    on tenants to ${service}_system;

--changeset sotto:replicas-of-plans-with-versions
-- Replicas of plans that have no version yet are asked for again when they are needed.
delete from replicas where topic = 'plan-changed' and data -> 'plan_version' is null;
