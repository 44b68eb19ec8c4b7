--liquibase formatted sql

--changeset sotto:workflows
create table workflows (
    id          uuid primary key,
    tenant_id   uuid         not null,
    user_id     uuid         not null,
    name        varchar(255) not null check (length(trim(name)) > 0),
    description text,
    config      jsonb        not null check (jsonb_typeof(config) = 'object'),
    is_template boolean      not null default false,
    is_public   boolean      not null default false,
    version     bigint       not null default 1,
    created_at  timestamptz  not null default now(),
    updated_at  timestamptz  not null default now()
);
-- Also what composite foreign keys refer to.
create unique index workflows_tenant_id_idx on workflows (tenant_id, id);
create index workflows_user_id_idx on workflows (user_id);
call isolate('workflows', tenant_reads => 'tenant_id = :tenant');
grant select, insert, delete, update (name, description, config, is_template, is_public, version, updated_at)
    on workflows to ${service}_app;

--changeset sotto:workflows-lists-in-order
-- A user's own workflows and the tenant's public ones are two lists, each in the order of its index, that are merged.
drop index workflows_user_id_idx;
create index workflows_user_id_idx on workflows (user_id, tenant_id, id);
create index workflows_public_idx on workflows (tenant_id, id) where is_public;

--changeset sotto:workflows-bytes
-- How much a workflow holds of what may be large: by it a page of them ends.
alter table workflows add column bytes integer not null
    generated always as (coalesce(octet_length(description), 0) + octet_length(config::text)) stored;

--changeset sotto:workflows-default
-- The one that jobs run which name none; everybody in the tenant can run it.
alter table workflows add column is_default boolean not null default false, add check (is_public or not is_default);
create unique index workflows_default_idx on workflows (tenant_id) where is_default;
grant update (is_default) on workflows to ${service}_app;
