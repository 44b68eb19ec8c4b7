--liquibase formatted sql

--changeset sotto:subscription_life splitStatements:false
-- A subscription has an interval, a time zone, a current period, and what it will change to. next_charge_at is when the
-- service moves it on: its period or trial ends, or a change is due; null once it has ended.
set local row_security = off;
alter table subscriptions
    add column billing_interval     varchar(50) not null default 'Month' check (billing_interval in ('Month', 'Year')),
    add column time_zone            varchar(50) not null default 'UTC',
    add column period_start         timestamptz,
    add column period_end           timestamptz,
    add column next_period_end      timestamptz,
    add column quota_anchor         timestamptz,
    add column trial_ends_at        timestamptz,
    add column pending_plan_id      uuid,
    add column pending_plan_version integer,
    add column pending_interval     varchar(50) check (pending_interval in ('Month', 'Year')),
    add column pending_due_at       timestamptz,
    add column ends_at              timestamptz,
    add column ended_at             timestamptz,
    add column charge_id            uuid,
    add column assignment           bigint      not null default 1 check (assignment > 0),
    alter column next_charge_at drop not null;
update subscriptions s
set period_start = (anchor at time zone 'UTC' + make_interval(months => charged_periods - 1)) at time zone 'UTC',
    period_end = (anchor at time zone 'UTC' + make_interval(months => charged_periods)) at time zone 'UTC',
    next_period_end = (anchor at time zone 'UTC' + make_interval(months => charged_periods + 1)) at time zone 'UTC',
    quota_anchor = anchor,
    -- A month that another reseller was paid for stays that reseller's: nothing of it is credited later.
    charge_id = (select c.id from charges c where c.tenant_id = s.tenant_id and c.subscription_id = s.id
        and c.reseller_id = s.reseller_id
        and c.period_start = (s.anchor at time zone 'UTC' + make_interval(months => s.charged_periods - 1)) at time zone 'UTC');
update charges c set plan_version = s.plan_version
from subscriptions s where s.id = c.subscription_id and s.subscription_plan_id = c.subscription_plan_id;
update charges c set plan_version = p.current_version
from subscription_plans p
where p.id = c.subscription_plan_id
    and not exists (select from subscriptions s where s.id = c.subscription_id and s.subscription_plan_id = c.subscription_plan_id);
do $$
begin
    if exists (select from subscriptions where num_nulls(period_start, period_end, next_period_end, quota_anchor) > 0) then
        raise exception 'a subscription without a period';
    end if;
end
$$;
alter table subscriptions
    alter column period_start set not null,
    alter column period_end set not null,
    alter column next_period_end set not null,
    alter column quota_anchor set not null,
    add constraint subscriptions_period_has_length check (period_start < period_end),
    add constraint subscriptions_pending_is_whole check (num_nulls(pending_plan_id, pending_plan_version, pending_interval) in (0, 3)),
    add constraint subscriptions_ended_when_expired check (ended_at is null or status = 'Expired'),
    add foreign key (pending_plan_id, pending_plan_version)
        references subscription_plan_versions (subscription_plan_id, plan_version),
    add foreign key (tenant_id, charge_id) references charges (tenant_id, id);
alter table charges add foreign key (subscription_plan_id, plan_version)
    references subscription_plan_versions (subscription_plan_id, plan_version);
drop index subscriptions_next_charge_at_idx;
create index subscriptions_next_charge_at_idx on subscriptions (next_charge_at)
    where status in ('Trial', 'Active', 'Cancelled');

--changeset sotto:subscription_life-changed-by-people
-- A reseller changes its tenants' subscriptions, and the platform all; both write the lines that follow.
drop policy isolation on subscriptions;
drop policy isolation_update on subscriptions;
drop policy isolation_delete on subscriptions;
call isolate('subscriptions',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false');
drop policy isolation on charges;
drop policy isolation_update on charges;
drop policy isolation_delete on charges;
call isolate('charges',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false');
drop policy isolation on commission_lines;
drop policy isolation_update on commission_lines;
drop policy isolation_delete on commission_lines;
call isolate('commission_lines',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true');
grant insert on charges, commission_lines to ${service}_app;
grant update (subscription_plan_id, plan_version, status, anchor, billing_interval, next_charge_at, charged_periods, period_start,
    period_end, next_period_end, quota_anchor, trial_ends_at, pending_plan_id, pending_plan_version, pending_interval, pending_due_at,
    ends_at, ended_at, charge_id, version, updated_at) on subscriptions to ${service}_app;
grant update (status, anchor, billing_interval, period_start, period_end, next_period_end, quota_anchor, trial_ends_at,
    pending_plan_id, pending_plan_version, pending_interval, pending_due_at, ends_at, ended_at, charge_id, assignment)
    on subscriptions to ${service}_system;
