--liquibase formatted sql

--changeset sotto:subscriptions-tenant-version
-- The version of the tenant that the subscription follows: an older event changes nothing.
alter table subscriptions add column tenant_version bigint not null default 0;
update subscriptions s set tenant_version = t.version from tenant_replica t where t.id = s.tenant_id;
grant update (tenant_version) on subscriptions to ${service}_system;

--changeset sotto:replicas-from-billings-replicas splitStatements:false
set local row_security = off;
create temporary table old_replicas on commit drop as
select 'tenant-changed' as topic, id, tenant_id, reseller_id, version, data from tenant_replica
union all
select 'reseller-changed', id, tenant_id, reseller_id, version, data from reseller_replica;
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
drop table tenant_replica;
drop table reseller_replica;
