--liquibase formatted sql

--changeset sotto:branding_configurations
create table branding_configurations (
    id          uuid primary key,
    reseller_id uuid         not null references resellers,
    name        varchar(100) not null check (btrim(name) <> ''),
    is_default  boolean      not null default false,
    theme       jsonb        not null default '{}' check (jsonb_typeof(theme) = 'object'),
    assets      jsonb        not null default '{}' check (jsonb_typeof(assets) = 'object'),
    texts       jsonb        not null default '{}' check (jsonb_typeof(texts) = 'object'),
    version     bigint       not null default 1,
    created_at  timestamptz  not null default now(),
    updated_at  timestamptz  not null default now(),
    constraint branding_configurations_name_is_taken unique (reseller_id, name)
);
create index branding_configurations_reseller_id_idx on branding_configurations (reseller_id, id);
create unique index branding_configurations_one_default on branding_configurations (reseller_id) where is_default;
-- A tenant is shown in its reseller's colours, which only the reseller chooses.
call isolate('branding_configurations', tenant_reads => 'reseller_id = :reseller', tenant_writes => 'false',
    reseller_reads => 'reseller_id = :reseller', platform_reads => 'true', platform_writes => 'false');
grant select, insert, delete on branding_configurations to ${service}_app;
grant update (name, is_default, theme, assets, texts, version, updated_at) on branding_configurations
    to ${service}_app;
grant select (id, reseller_id, name, is_default, version) on branding_configurations to ${service}_system;

--changeset sotto:branding_configurations-bytes
-- How much a configuration holds of what may be large: by it a page of them ends.
alter table branding_configurations add column bytes integer not null
    generated always as (octet_length(theme::text) + octet_length(assets::text) + octet_length(texts::text)) stored;
