--liquibase formatted sql

--changeset sotto:tenant_overviews
-- Tenants with what follows from others: nothing of their resellers is copied down. It shows what its reader's own rights show.
create view tenant_overviews with (security_invoker = true) as
select t.id, t.reseller_id, t.name, t.domain, t.kind,
    case
        when t.status = 'Closed' or r.status = 'Closed' then 'Closed'
        when t.status = 'Suspended' or r.suspensions <> '[]' then 'Suspended'
        else 'Active'
    end as status,
    t.suspensions,
    array(select jsonb_array_elements_text(r.suspensions)) as reseller_suspensions,
    t.subscription_plan_id, t.subscription_id, t.subscription_status, t.branding_configuration_id, t.storage_quota_mb,
    t.processing_quota_minutes, t.max_users,
    m.new_reseller_id as move_reseller_id, m.subscription_plan_id as move_subscription_plan_id, m.due_at as move_from,
    m.problem as move_problem,
    t.version, t.created_at, t.updated_at
from tenants t
left join reseller_replica r on r.id = t.reseller_id
left join tenant_moves m on m.tenant_id = t.id;
grant select on tenant_overviews to ${service}_app;

--changeset sotto:tenant_overviews-filters
-- Closed and suspended by themselves: PostgreSQL can tell how many tenants a condition on them leaves, and of a CASE it can't,
-- so that it would read and sort them all for one page.
drop view tenant_overviews;
create view tenant_overviews with (security_invoker = true) as
select t.id, t.reseller_id, t.name, t.domain, t.kind,
    case
        when t.status = 'Closed' or r.status = 'Closed' then 'Closed'
        when t.status = 'Suspended' or r.suspensions <> '[]' then 'Suspended'
        else 'Active'
    end as status,
    t.status = 'Closed' or (r.status = 'Closed') is true as closed,
    t.status = 'Suspended' or (r.suspensions <> '[]') is true as suspended,
    t.suspensions,
    array(select jsonb_array_elements_text(r.suspensions)) as reseller_suspensions,
    t.subscription_plan_id, t.subscription_id, t.subscription_status, t.branding_configuration_id, t.storage_quota_mb,
    t.processing_quota_minutes, t.max_users,
    m.new_reseller_id as move_reseller_id, m.subscription_plan_id as move_subscription_plan_id, m.due_at as move_from,
    m.problem as move_problem,
    t.version, t.created_at, t.updated_at
from tenants t
left join reseller_replica r on r.id = t.reseller_id
left join tenant_moves m on m.tenant_id = t.id;
grant select on tenant_overviews to ${service}_app;
