--liquibase formatted sql

--changeset sotto:replicas-from-tenants-replicas splitStatements:false
set local row_security = off;
create temporary table old_replicas on commit drop as
select 'reseller-changed' as topic, id, tenant_id, reseller_id, version, data from reseller_replica
union all
select 'plan-changed', id, tenant_id, reseller_id, version, data from plan_replica
union all
select 'branding-changed', id, tenant_id, reseller_id, version, data from branding_replica;
insert into replicas (topic, id, tenant_id, reseller_id, version, status, suspensions, data)
select topic, id, tenant_id, reseller_id, version, data ->> 'status',
    array(select reason from jsonb_array_elements_text(
        case when jsonb_typeof(data -> 'suspensions') = 'array' then data -> 'suspensions' else '[]' end) reason
        order by reason),
    data
from old_replicas
on conflict (topic, id) do update set tenant_id = excluded.tenant_id, reseller_id = excluded.reseller_id,
    version = excluded.version, status = excluded.status, suspensions = excluded.suspensions, data = excluded.data
where replicas.version < excluded.version;
do $$
begin
    if exists (
        select from old_replicas o
        where not exists (select from replicas r where r.topic = o.topic and r.id = o.id and r.version >= o.version)) then
        raise exception 'not every replica was copied to replicas';
    end if;
end
$$;

--changeset sotto:replicas-of-callers
-- A tenant sees its reseller. A reseller sees itself, its branding, its plans and those of the system. The platform sees all
-- of these. Nobody sees tenants, users and API keys here. Of what they see, people read only the columns of the grant: the
-- content, such as the rates of a reseller, is read with the system login alone.
drop policy isolation on replicas;
call isolate('replicas',
    tenant_reads => 'topic = ''reseller-changed'' and id = :reseller',
    reseller_reads => '(topic = ''reseller-changed'' and id = :reseller)'
        ' or (topic = ''branding-changed'' and reseller_id = :reseller)'
        ' or (topic = ''plan-changed'' and (reseller_id = :reseller or reseller_id is null))',
    platform_reads => '(topic = ''reseller-changed'') or (topic = ''branding-changed'') or (topic = ''plan-changed'')',
    tenant_writes => 'false', reseller_writes => 'false', platform_writes => 'false');
grant select (topic, id, status, suspensions) on replicas to ${service}_app;

--changeset sotto:tenant_overviews-replicas
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
    t.subscription_plan_id, t.subscription_id, t.subscription_status, t.branding_configuration_id, t.storage_quota_mb,
    t.processing_quota_minutes, t.max_users,
    m.new_reseller_id as move_reseller_id, m.subscription_plan_id as move_subscription_plan_id, m.due_at as move_from,
    m.problem as move_problem,
    t.version, t.created_at, t.updated_at
from tenants t
left join replicas r on r.topic = 'reseller-changed' and r.id = t.reseller_id
left join tenant_moves m on m.tenant_id = t.id;
grant select on tenant_overviews to ${service}_app;

--changeset sotto:replicas-instead-of-three-tables
drop table reseller_replica;
drop table plan_replica;
drop table branding_replica;
