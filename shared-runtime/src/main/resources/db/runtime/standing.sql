--liquibase formatted sql

--changeset sotto:standing
-- Resellers, tenants, users and API keys as they were last heard of (docs/adr/0008-standing.md). A reseller and its house
-- tenant have one id: so the topic is part of the key.
create table standing (
    id          uuid   not null,
    topic       text   not null check (topic in ('reseller-changed', 'tenant-changed', 'user-changed', 'api-key-changed')),
    tenant_id   uuid,
    reseller_id uuid,
    version     bigint not null,
    data        jsonb  not null,
    primary key (id, topic)
);
-- Read and written by the machine alone, before anybody's scope is known.
call isolate('standing');
grant select, insert, update on standing to ${service}_system;
