--liquibase formatted sql

--changeset sotto:queue_tenants
-- Who is next (docs/adr/0025-fair-queue.md): what the claims need of each tenant, in one row, so that no claim looks at all jobs.
create table queue_resellers (
    reseller_id uuid primary key,
    version     bigint  not null default 0,
    held        boolean not null default false
);
call isolate('queue_resellers');
grant select, insert, update on queue_resellers to ${service}_system;

create table queue_tenants (
    tenant_id     uuid primary key,
    reseller_id   uuid    not null,
    version       bigint  not null default 0,
    weight        integer not null default 1 check (weight between 1 and 1000),
    concurrency   integer not null default 2 check (concurrency >= 0),
    held          boolean not null default false,
    reseller_held boolean not null default false,
    virtual_time  bigint  not null default 0 check (virtual_time >= 0),
    waiting       integer not null default 0 check (waiting >= 0),
    waiting_ms    bigint  not null default 0 check (waiting_ms >= 0),
    running       integer not null default 0 check (running >= 0)
) with (fillfactor = 70);
-- The tenants that may start a job, in the order in which they do.
create index queue_tenants_next_idx on queue_tenants (virtual_time, tenant_id)
    where waiting > 0 and running < concurrency and not held and not reseller_held;
create index queue_tenants_running_idx on queue_tenants (reseller_id) include (running) where running > 0;
create index queue_tenants_waiting_idx on queue_tenants (tenant_id) where waiting > 0;
create index queue_tenants_reseller_id_idx on queue_tenants (reseller_id);
call isolate('queue_tenants', tenant_reads => 'tenant_id = :tenant');
grant select, insert (tenant_id, reseller_id, virtual_time, waiting, waiting_ms),
    update (virtual_time, waiting, waiting_ms, running) on queue_tenants to ${service}_app;
grant select, insert, update on queue_tenants to ${service}_system;

-- The virtual time of the newest start. A sequence, because everybody who queues reads it and no claim may wait for it.
create sequence queue_clock minvalue 0 start 0;
select setval('queue_clock', 0);
grant select on sequence queue_clock to ${service}_app;
grant select, update on sequence queue_clock to ${service}_system;

--changeset sotto:dispatch-fair
alter table dispatch
    add column priority smallint not null default 0 check (priority between -1 and 1),
    add column needs    text[]   not null default '{}';
drop index dispatch_enqueued_at_idx;
create index dispatch_waiting_idx on dispatch (tenant_id, priority desc, enqueued_at, job_id) where worker is null;
create index dispatch_running_idx on dispatch (enqueued_at, job_id) where worker is not null;
create index dispatch_age_idx on dispatch (enqueued_at) where worker is null;

--changeset sotto:queue_charge splitStatements:false
-- What a job moves its tenant's virtual time by, as FairShare.charge says: microseconds of sound for each weight, of a
-- second at least.
create function queue_charge(cost_ms bigint, weight integer) returns bigint language sql immutable parallel safe
    return greatest(cost_ms, 1000) * 1000 / weight;
revoke all on function queue_charge(bigint, integer) from public;
grant execute on function queue_charge(bigint, integer) to ${service}_app, ${service}_system;

--changeset sotto:queue_tenants-from-replicas splitStatements:false
-- Fails if row-level security would hide rows from the migrator.
set local row_security = off;
insert into queue_resellers (reseller_id, version, held)
select id, version, status <> 'Active' from replicas where topic = 'reseller-changed' and status is not null;
insert into queue_resellers (reseller_id) select distinct reseller_id from quota_accounts on conflict do nothing;
insert into queue_tenants (tenant_id, reseller_id, version, weight, concurrency, held, reseller_held, waiting, waiting_ms, running)
select q.tenant_id, q.reseller_id, coalesce(t.version, 0),
    least(1000, greatest(1, coalesce((t.data ->> 'weight')::integer, 1))),
    greatest(0, coalesce((t.data ->> 'concurrency')::integer, 2)),
    coalesce(t.status, q.status) <> 'Active', r.held, coalesce(d.waiting, 0), coalesce(d.waiting_ms, 0), coalesce(d.running, 0)
from quota_accounts q
join queue_resellers r on r.reseller_id = q.reseller_id
left join replicas t on t.topic = 'tenant-changed' and t.id = q.tenant_id
left join (
    select tenant_id, count(*) filter (where worker is null) as waiting, count(*) filter (where worker is not null) as running,
        sum(cost_ms) filter (where worker is null) as waiting_ms
    from dispatch group by tenant_id
) d on d.tenant_id = q.tenant_id;

--changeset sotto:queue_tenants-counted splitStatements:false
-- Counts what waits and what runs, whoever changes it. Deferred to the commit, so that the tenant's row, which all its jobs
-- share, is the last lock of a transaction and the shortest.
create function count_in_queue() returns trigger language plpgsql as
$$
declare
    entry dispatch := case when tg_op = 'DELETE' then old else new end;
    waits integer := (tg_op <> 'DELETE' and new.worker is null)::integer - (tg_op <> 'INSERT' and old.worker is null)::integer;
    runs  integer := (tg_op <> 'DELETE' and new.worker is not null)::integer
        - (tg_op <> 'INSERT' and old.worker is not null)::integer;
    -- A start is charged. One that does not count is refunded.
    starts integer := case when tg_op <> 'UPDATE' then 0 when new.worker is not null then 1
        when new.attempt < old.attempt then -1 else 0 end;
begin
    if tg_op = 'INSERT' then
        -- Who comes back after a pause has saved nothing: it continues where the others are.
        insert into queue_tenants as t (tenant_id, reseller_id, virtual_time, waiting, waiting_ms)
        select j.tenant_id, j.reseller_id, c.last_value, 1, entry.cost_ms from jobs j, queue_clock c
        where j.tenant_id = entry.tenant_id and j.id = entry.job_id
        on conflict (tenant_id) do update
        set waiting = t.waiting + 1, waiting_ms = t.waiting_ms + excluded.waiting_ms,
            virtual_time = case when t.waiting = 0 and t.running = 0
                then greatest(t.virtual_time, excluded.virtual_time) else t.virtual_time end;
    else
        update queue_tenants t
        set waiting = waiting + waits, waiting_ms = waiting_ms + waits * entry.cost_ms, running = running + runs,
            virtual_time = greatest(0, virtual_time + starts * queue_charge(entry.cost_ms, weight))
        where tenant_id = entry.tenant_id;
    end if;
    if waits > 0 or runs < 0 then
        perform pg_notify('sotto_queue', '');
    end if;
    return null;
end
$$;
revoke all on function count_in_queue() from public;
create constraint trigger dispatch_counted after insert or delete on dispatch deferrable initially deferred
    for each row execute function count_in_queue();
create constraint trigger dispatch_moved after update on dispatch deferrable initially deferred
    for each row when ((old.worker is null) <> (new.worker is null)) execute function count_in_queue();

--changeset sotto:queue_workers
-- The processes that have workers, as each reports itself: how many jobs it does at once, and how many milliseconds of sound
-- one of its workers does in a millisecond (0 while it has ended none).
create table queue_workers (
    worker  varchar(100) primary key,
    slots   integer        not null check (slots > 0),
    speed   numeric(12, 6) not null check (speed >= 0),
    seen_at timestamptz    not null default now()
);
call isolate('queue_workers');
grant select, insert, delete, update (slots, speed, seen_at) on queue_workers to ${service}_system;
