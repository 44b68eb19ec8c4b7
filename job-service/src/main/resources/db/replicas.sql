--liquibase formatted sql

--changeset sotto:replicas-from-tenant_replica splitStatements:false
set local row_security = off;
insert into replicas (topic, id, tenant_id, reseller_id, version, status, suspensions, data)
select 'tenant-changed', id, tenant_id, reseller_id, version, data ->> 'status',
    array(select reason from jsonb_array_elements_text(
        case when jsonb_typeof(data -> 'suspensions') = 'array' then data -> 'suspensions' else '[]' end) reason
        order by reason),
    data
from tenant_replica
on conflict (topic, id) do update set tenant_id = excluded.tenant_id, reseller_id = excluded.reseller_id,
    version = excluded.version, status = excluded.status, suspensions = excluded.suspensions, data = excluded.data
where replicas.version < excluded.version;
do $$
begin
    if exists (
        select from tenant_replica t
        where not exists (
            select from replicas r where r.topic = 'tenant-changed' and r.id = t.id and r.version >= t.version)) then
        raise exception 'not every row of tenant_replica was copied to replicas';
    end if;
end
$$;
drop table tenant_replica;
