--liquibase formatted sql

--changeset sotto:subscription_plans
create table subscription_plans (
    id                       uuid primary key,
    reseller_id              uuid,
    name                     varchar(100)   not null check (btrim(name) <> ''),
    description              text,
    price_monthly            numeric(10, 2) not null check (price_monthly >= 0),
    price_yearly             numeric(10, 2) check (price_yearly >= 0),
    currency                 varchar(3)     not null check (currency ~ '^[A-Z]{3}$'),
    storage_quota_mb         integer        not null check (storage_quota_mb >= 0),
    processing_quota_minutes integer        not null check (processing_quota_minutes >= 0),
    max_users                integer        not null check (max_users > 0),
    features                 jsonb          not null default '{}' check (jsonb_typeof(features) = 'object'),
    version                  bigint         not null default 1,
    created_at               timestamptz    not null,
    updated_at               timestamptz    not null
);
create index subscription_plans_reseller_id_idx on subscription_plans (reseller_id);
-- The system's plans (reseller_id is null) may be read by whoever may be sold one, and written by the platform alone.
call isolate('subscription_plans',
    tenant_reads => 'reseller_id is null or reseller_id = :reseller',
    reseller_reads => 'reseller_id is null or reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'reseller_id = :reseller',
    platform_writes => 'reseller_id is null');
grant select, insert on subscription_plans to ${service}_app;
grant update (name, description, price_monthly, price_yearly, currency, storage_quota_mb, processing_quota_minutes,
    max_users, features, version, updated_at) on subscription_plans to ${service}_app;
grant select on subscription_plans to ${service}_system;

--changeset sotto:subscription_plans-limits
alter table subscription_plans
    add column requests_per_minute     integer not null default 600 check (requests_per_minute > 0),
    add column key_requests_per_minute integer not null default 300 check (key_requests_per_minute > 0),
    add column concurrent_jobs         integer not null default 2 check (concurrent_jobs > 0),
    add column weight                  integer not null default 1 check (weight > 0);
grant update (requests_per_minute, key_requests_per_minute, concurrent_jobs, weight) on subscription_plans
    to ${service}_app;

--changeset sotto:subscription_plans-prices-in-every-currency
--comment: Four decimals hold the finest minor unit of ISO 4217; the currency says how many of them count.
alter table subscription_plans
    alter column price_monthly type numeric(12, 4),
    alter column price_yearly type numeric(12, 4);

--changeset sotto:subscription_plans-lists-in-order
-- A reseller's own plans and the system's are two lists, each in the order of its index, that are merged.
drop index subscription_plans_reseller_id_idx;
create index subscription_plans_reseller_id_idx on subscription_plans (reseller_id, id);
create index subscription_plans_of_the_system_idx on subscription_plans (id) where reseller_id is null;

--changeset sotto:subscription_plans-bytes
-- How much a plan holds of what may be large: by it a page of them ends.
alter table subscription_plans add column bytes integer not null
    generated always as (coalesce(octet_length(description), 0) + octet_length(features::text)) stored;
