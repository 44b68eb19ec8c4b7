--liquibase formatted sql

--changeset sotto:stored_media
-- What is stored of each job now, as its newest event says. Unlike a usage record it is a level, and it falls.
create table stored_media (
    job_id      uuid primary key,
    tenant_id   uuid        not null,
    reseller_id uuid        not null,
    user_id     uuid        not null,
    version     bigint      not null,
    bytes       bigint      not null check (bytes >= 0),
    changed_at  timestamptz not null
);
create index stored_media_tenant_id_idx on stored_media (tenant_id, user_id) where bytes > 0;
create index stored_media_reseller_id_idx on stored_media (reseller_id, tenant_id) where bytes > 0;
call isolate('stored_media',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'false',
    platform_writes => 'false');
grant select on stored_media to ${service}_app;
grant select, insert, update (version, bytes, changed_at) on stored_media to ${service}_system;

--changeset sotto:stored_media-of-earlier-jobs
-- Until now nothing was removed, so what was metered is stored. Version 0: any event is newer.
insert into stored_media (job_id, tenant_id, reseller_id, user_id, version, bytes, changed_at)
select job_id, tenant_id, reseller_id, user_id, 0, (amount * 1000000)::bigint, recorded_at
from usage_records where resource_type = 'Storage' and job_id is not null;
