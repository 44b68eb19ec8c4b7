--liquibase formatted sql

--changeset sotto:tenants
create table tenants (
    id                        uuid primary key,
    reseller_id               uuid,
    name                      varchar(255) not null,
    domain                    varchar(255) check (domain = lower(domain)),
    subscription_plan_id      uuid,
    subscription_id           varchar(255),
    subscription_status       varchar(50) check (subscription_status in
                                  ('Trial', 'Active', 'GracePeriod', 'PastDue', 'Paused', 'Cancelled', 'Expired')),
    branding_configuration_id uuid,
    storage_quota_mb          integer check (storage_quota_mb >= 0),
    processing_quota_minutes  integer check (processing_quota_minutes >= 0),
    created_at                timestamptz  not null default now(),
    updated_at                timestamptz  not null default now(),
    kind                      varchar(50)  not null check (kind in ('Customer', 'House', 'Platform')),
    status                    varchar(50)  not null default 'Active' check (status in ('Active', 'Suspended', 'Closed')),
    max_users                 integer check (max_users > 0),
    features                  jsonb        not null default '{}' check (jsonb_typeof(features) = 'object'),
    anchor                    timestamptz  not null default now(),
    subscription_version      bigint       not null default 0,
    version                   bigint       not null default 1,
    constraint tenants_id_kind_key unique (id, kind),
    constraint tenants_platform_has_no_reseller check ((kind = 'Platform') = (reseller_id is null)),
    constraint tenants_house_is_the_resellers check (kind <> 'House' or id = reseller_id),
    constraint tenants_customer_has_a_plan check (kind <> 'Customer' or num_nulls(subscription_plan_id,
        storage_quota_mb, processing_quota_minutes, max_users) = 0)
);
create index tenants_reseller_id_idx on tenants (reseller_id, id);
create unique index tenants_domain_idx on tenants (domain) where domain is not null;
call isolate('tenants', tenant_reads => 'id = :tenant', reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true', tenant_writes => 'false');
grant select, insert, update (name, domain, subscription_plan_id, branding_configuration_id, storage_quota_mb,
    processing_quota_minutes, max_users, features, version, updated_at) on tenants to ${service}_app;
grant select, insert, update (subscription_id, subscription_status, subscription_version, version, updated_at)
    on tenants to ${service}_system;

--changeset sotto:platform-tenant
insert into tenants (id, name, kind) values ('00000000-0000-7000-8000-000000000001', 'Platform', 'Platform');
