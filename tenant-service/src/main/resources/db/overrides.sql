--liquibase formatted sql

--changeset sotto:tenants-overrides
-- What a reseller allows a tenant in the place of what its plan allows, in the form of AllowanceOverrides.
alter table tenants add column overrides jsonb not null default '{}' check (jsonb_typeof(overrides) = 'object');
grant update (overrides) on tenants to ${service}_app;
grant update (overrides) on tenants to ${service}_system;
drop view tenant_overviews;
create view tenant_overviews with (security_invoker = true) as
select t.id, t.reseller_id, t.name, t.domain, t.kind,
    case
        when t.status = 'Closed' or r.status = 'Closed' then 'Closed'
        when t.status = 'Suspended' or r.suspensions <> '{}' then 'Suspended'
        else 'Active'
    end as status,
    t.status = 'Closed' or (r.status = 'Closed') is true as closed,
    t.status = 'Suspended' or (r.suspensions <> '{}') is true as suspended,
    t.suspensions,
    coalesce(r.suspensions, '{}') as reseller_suspensions,
    t.subscription_plan_id, t.subscription_id, t.subscription_status, t.branding_configuration_id, t.overrides,
    coalesce((t.overrides ->> 'storage_quota_mb')::integer, t.storage_quota_mb) as storage_quota_mb,
    coalesce((t.overrides ->> 'processing_quota_minutes')::integer, t.processing_quota_minutes) as processing_quota_minutes,
    coalesce((t.overrides ->> 'max_users')::integer, t.max_users) as max_users,
    m.new_reseller_id as move_reseller_id, m.subscription_plan_id as move_subscription_plan_id, m.due_at as move_from,
    m.problem as move_problem,
    t.version, t.created_at, t.updated_at
from tenants t
left join replicas r on r.topic = 'reseller-changed' and r.id = t.reseller_id
left join tenant_moves m on m.tenant_id = t.id;
grant select on tenant_overviews to ${service}_app;
