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

--changeset sotto:tenants-limits-and-suspensions
-- The limits are the plan's, as they were when it was assigned; a house and the platform have the defaults.
alter table tenants
    add column requests_per_minute     integer not null default 1200 check (requests_per_minute > 0),
    add column key_requests_per_minute integer not null default 1200 check (key_requests_per_minute > 0),
    add column concurrent_jobs         integer not null default 0 check (concurrent_jobs >= 0),
    add column weight                  integer not null default 1 check (weight > 0),
    add column suspensions             text[]  not null default '{}'
        check (suspensions <@ array['Admin', 'Reseller', 'Billing', 'Abuse']),
    add constraint tenants_suspended_for_reasons check ((status = 'Suspended') = (suspensions <> '{}' and status <> 'Closed'));
update tenants set requests_per_minute = 600, key_requests_per_minute = 300, concurrent_jobs = 2 where kind = 'Customer';
grant update (requests_per_minute, key_requests_per_minute, concurrent_jobs, weight, suspensions, status) on tenants
    to ${service}_app;
grant update (suspensions, status) on tenants to ${service}_system;

--changeset sotto:tenants-moves
-- The policy keeps a reseller from giving its tenants away: only the platform, and the machine, change whose they are.
grant update (reseller_id) on tenants to ${service}_app;
grant update (reseller_id, subscription_plan_id, branding_configuration_id, storage_quota_mb, processing_quota_minutes,
    max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs, weight, features) on tenants
    to ${service}_system;
