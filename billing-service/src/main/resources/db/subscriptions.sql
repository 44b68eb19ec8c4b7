--liquibase formatted sql

--changeset sotto:subscriptions
create table subscriptions (
    id                   uuid primary key,
    tenant_id            uuid        not null unique,
    reseller_id          uuid        not null,
    subscription_plan_id uuid        not null references subscription_plans (id),
    source               varchar(50) not null check (source in ('Manual')),
    status               varchar(50) not null
        check (status in ('Trial', 'Active', 'GracePeriod', 'PastDue', 'Paused', 'Cancelled', 'Expired')),
    anchor               timestamptz not null,
    next_charge_at       timestamptz not null,
    charged_periods      integer     not null check (charged_periods >= 0),
    version              bigint      not null default 1,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    unique (tenant_id, id)
);
create index subscriptions_reseller_id_idx on subscriptions (reseller_id, id);
create index subscriptions_subscription_plan_id_idx on subscriptions (subscription_plan_id);
create index subscriptions_next_charge_at_idx on subscriptions (next_charge_at) where status = 'Active';
call isolate('subscriptions',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'false',
    platform_writes => 'false');
grant select on subscriptions to ${service}_app;
grant select, insert on subscriptions to ${service}_system;
grant update (reseller_id, subscription_plan_id, next_charge_at, charged_periods, version, updated_at)
    on subscriptions to ${service}_system;
