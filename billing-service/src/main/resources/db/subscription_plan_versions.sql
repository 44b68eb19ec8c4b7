--liquibase formatted sql

--changeset sotto:subscription_plan_versions
-- The plan's row holds the version that new subscribers get. Every version is kept here and never changes.
alter table subscription_plans
    add column status          varchar(50) not null default 'Published' check (status in ('Draft', 'Published', 'Archived')),
    add column current_version integer     not null default 1 check (current_version > 0);
grant update (status, current_version) on subscription_plans to ${service}_app;
create table subscription_plan_versions (
    id                       uuid           not null,
    subscription_plan_id     uuid           not null references subscription_plans (id),
    plan_version             integer        not null check (plan_version > 0),
    reseller_id              uuid,
    price_monthly            numeric(12, 4) not null check (price_monthly >= 0),
    price_yearly             numeric(12, 4) check (price_yearly >= 0),
    currency                 varchar(3)     not null check (currency ~ '^[A-Z]{3}$'),
    storage_quota_mb         integer        not null check (storage_quota_mb >= 0),
    processing_quota_minutes integer        not null check (processing_quota_minutes >= 0),
    max_users                integer        not null check (max_users > 0),
    requests_per_minute      integer        not null check (requests_per_minute > 0),
    key_requests_per_minute  integer        not null check (key_requests_per_minute > 0),
    concurrent_jobs          integer        not null check (concurrent_jobs > 0),
    weight                   integer        not null check (weight > 0),
    features                 jsonb          not null check (jsonb_typeof(features) = 'object'),
    created_at               timestamptz    not null,
    -- How much a version holds of what may be large: by it a page of them ends.
    bytes                    integer        not null generated always as (octet_length(features::text)) stored,
    primary key (subscription_plan_id, plan_version),
    unique (subscription_plan_id, id)
);
call isolate('subscription_plan_versions',
    tenant_reads => 'reseller_id is null or reseller_id = :reseller',
    reseller_reads => 'reseller_id is null or reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'reseller_id = :reseller',
    platform_writes => 'reseller_id is null');
grant select, insert on subscription_plan_versions to ${service}_app;
grant select on subscription_plan_versions to ${service}_system;

--changeset sotto:subscription_plan_versions-of-earlier-subscribers splitStatements:false
-- Until now a subscription was charged the plan's price of the day, and its tenant kept the limits that the plan had when it
-- was assigned. Each such pair of today's price and kept limits becomes a version of its own. The newest is the plan as it is.
set local row_security = off;
create temporary table kept on commit drop as
select s.id as subscription_id, s.subscription_plan_id,
    coalesce((r.data ->> 'storage_bytes')::bigint / 1000000, p.storage_quota_mb)::integer as storage_quota_mb,
    coalesce((r.data ->> 'processing_ms')::bigint / 60000, p.processing_quota_minutes)::integer as processing_quota_minutes,
    coalesce(nullif((r.data ->> 'max_users')::integer, 0), p.max_users) as max_users,
    coalesce(nullif((r.data ->> 'requests_per_minute')::integer, 0), case when r.id is null then p.requests_per_minute else 600 end)
        as requests_per_minute,
    coalesce(nullif((r.data ->> 'key_requests_per_minute')::integer, 0),
        case when r.id is null then p.key_requests_per_minute else 300 end) as key_requests_per_minute,
    coalesce(nullif((r.data ->> 'concurrency')::integer, 0), p.concurrent_jobs) as concurrent_jobs,
    coalesce(nullif((r.data ->> 'weight')::integer, 0), p.weight) as weight,
    case when jsonb_typeof(r.data -> 'features') = 'object' then r.data -> 'features' else p.features end as features
from subscriptions s
join subscription_plans p on p.id = s.subscription_plan_id
left join replicas r on r.topic = 'tenant-changed' and r.id = s.tenant_id
    and r.data ->> 'subscription_plan_id' = s.subscription_plan_id::text;
create temporary table numbered on commit drop as
select k.*, row_number() over (partition by subscription_plan_id order by processing_quota_minutes, storage_quota_mb, max_users,
    requests_per_minute, key_requests_per_minute, concurrent_jobs, weight, features::text)::integer as plan_version
from (select distinct subscription_plan_id, storage_quota_mb, processing_quota_minutes, max_users, requests_per_minute,
        key_requests_per_minute, concurrent_jobs, weight, features from kept
    except
    select id, storage_quota_mb, processing_quota_minutes, max_users, requests_per_minute, key_requests_per_minute,
        concurrent_jobs, weight, features from subscription_plans) k;
insert into subscription_plan_versions (id, subscription_plan_id, plan_version, reseller_id, price_monthly, price_yearly, currency,
    storage_quota_mb, processing_quota_minutes, max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs,
    weight, features, created_at)
select uuidv7(), n.subscription_plan_id, n.plan_version, p.reseller_id, p.price_monthly, p.price_yearly, p.currency, n.storage_quota_mb,
    n.processing_quota_minutes, n.max_users, n.requests_per_minute, n.key_requests_per_minute, n.concurrent_jobs, n.weight,
    n.features, p.created_at
from numbered n join subscription_plans p on p.id = n.subscription_plan_id order by n.plan_version;
update subscription_plans p
set current_version = 1 + (select count(*) from numbered n where n.subscription_plan_id = p.id);
insert into subscription_plan_versions (id, subscription_plan_id, plan_version, reseller_id, price_monthly, price_yearly, currency,
    storage_quota_mb, processing_quota_minutes, max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs,
    weight, features, created_at)
select uuidv7(), id, current_version, reseller_id, price_monthly, price_yearly, currency, storage_quota_mb, processing_quota_minutes,
    max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs, weight, features, updated_at
from subscription_plans;
alter table subscriptions add column plan_version integer;
update subscriptions s
set plan_version = v.plan_version
from kept k join subscription_plan_versions v using (subscription_plan_id, storage_quota_mb, processing_quota_minutes,
    max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs, weight, features)
where k.subscription_id = s.id;
do $$
begin
    if exists (select from subscriptions where plan_version is null) then
        raise exception 'a subscription without a version of its plan';
    end if;
end
$$;
alter table subscriptions
    alter column plan_version set not null,
    add foreign key (subscription_plan_id, plan_version)
        references subscription_plan_versions (subscription_plan_id, plan_version);
drop index subscriptions_subscription_plan_id_idx;
create index subscriptions_subscription_plan_id_idx on subscriptions (subscription_plan_id, id);
create index subscriptions_subscription_plan_id_reseller_id_idx on subscriptions (subscription_plan_id, reseller_id, id);
grant update (plan_version) on subscriptions to ${service}_system;
