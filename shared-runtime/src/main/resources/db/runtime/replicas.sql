--liquibase formatted sql

--changeset sotto:replicas
-- What this service last heard of what others own (docs/adr/0006-replicas-with-read-through.md). A reseller and its house
-- tenant have the same id, so the topic is part of the key. SQL filters and joins by the columns, which Java fills from the
-- event. The JSON is only read whole.
create table replicas (
    topic       text   not null check (topic in ('reseller-changed', 'tenant-changed', 'user-changed', 'api-key-changed',
        'plan-changed', 'branding-changed')),
    id          uuid   not null,
    tenant_id   uuid,
    reseller_id uuid,
    user_id     uuid,
    version     bigint not null,
    status      text,
    suspensions text[] not null default '{}',
    data        jsonb  not null,
    written_in  xid8   not null default '0',
    primary key (topic, id)
);
-- Claims and charges ask for the few that may not work, and for the tenants of a reseller.
create index replicas_not_active_idx on replicas (topic, id) where status <> 'Active';
create index replicas_reseller_id_idx on replicas (reseller_id) where topic = 'tenant-changed';
-- Caches ask which rows were written since their last question.
create index replicas_written_in_idx on replicas (written_in);
create trigger replicas_written before insert or update on replicas
    for each row execute function written_in_this_transaction();
-- Only the system login reads and writes them. A service whose callers may see some opens these itself.
call isolate('replicas');
grant select, insert, update on replicas to ${service}_system;

--changeset sotto:replicas-from-standing splitStatements:false
-- Fails if row-level security would hide rows from the migrator.
set local row_security = off;
insert into replicas (topic, id, tenant_id, reseller_id, user_id, version, status, suspensions, data)
select topic, id, tenant_id, reseller_id,
    case when topic = 'api-key-changed' then (data ->> 'user_id')::uuid end,
    version,
    data ->> 'status',
    array(select reason from jsonb_array_elements_text(
        case when jsonb_typeof(data -> 'suspensions') = 'array' then data -> 'suspensions' else '[]' end) reason
        order by reason),
    data
from standing;
do $$
begin
    if (select count(*) from replicas) <> (select count(*) from standing) then
        raise exception 'not every row of standing was copied to replicas';
    end if;
end
$$;
drop table standing;
