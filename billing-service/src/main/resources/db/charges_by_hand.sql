--liquibase formatted sql

--changeset sotto:charges-by-hand
--comment: People cause lines by changing subscriptions, and write refunds and adjustments: a reseller only of what it collects.
drop policy isolation on charges;
drop policy isolation_update on charges;
drop policy isolation_delete on charges;
call isolate('charges',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'reseller_id = :reseller and source in (''Subscription'', ''Person'')
        and (source = ''Subscription'' or collected_by = ''Reseller'')',
    platform_writes => 'source in (''Subscription'', ''Person'')');
alter table charges
    drop constraint charges_check,
    -- An adjustment belongs to an instant.
    add constraint charges_have_a_period check (
        case kind when 'Adjustment' then period_start <= period_end else period_start < period_end end);
-- The platform alone chooses who collects for a subscription.
grant update (collected_by) on subscriptions to ${service}_app;
create index commission_lines_tenant_id_idx on commission_lines (tenant_id, id);

--changeset sotto:subscriptions-of-plans-in-sight
-- A foreign key sees every plan. A reseller's row may name only plans that the reseller sees: its own and the system's.
drop policy isolation on subscriptions;
drop policy isolation_update on subscriptions;
drop policy isolation_delete on subscriptions;
call isolate('subscriptions',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'reseller_id = :reseller
        and exists (select from subscription_plans p where p.id = subscription_plan_id)
        and (pending_plan_id is null or exists (select from subscription_plans p where p.id = pending_plan_id))');
