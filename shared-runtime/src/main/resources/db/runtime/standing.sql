--liquibase formatted sql

--changeset sotto:standing
-- Resellers, tenants, users and API keys as they were last heard of (docs/adr/0008-standing.md). A reseller and its house
-- tenant have one id: so the topic is part of the key.
create table standing (
    id          uuid   not null,
    topic       text   not null check (topic in ('reseller-changed', 'tenant-changed', 'user-changed', 'api-key-changed')),
    tenant_id   uuid,
    reseller_id uuid,
    version     bigint not null,
    data        jsonb  not null,
    primary key (id, topic)
);
-- Read and written by the machine alone, before anybody's scope is known.
call isolate('standing');
grant select, insert, update on standing to ${service}_system;

--changeset sotto:standing-of-who-may-not-work
-- The few that do not work, and the tenants of a reseller: what holds jobs back asks for both at each claim.
create index standing_not_active_idx on standing (topic, id) where data ->> 'status' <> 'Active';
create index standing_reseller_id_idx on standing (reseller_id) where topic = 'tenant-changed';

--changeset sotto:standing-news splitStatements:false
-- Which transaction wrote a row last, whoever it was: those who believe what they read ask for what was written since.
alter table standing add column written_in xid8 not null default '0';
create index standing_written_in_idx on standing (written_in);
create function written_in_this_transaction() returns trigger language plpgsql as
$$
begin
    new.written_in := pg_current_xact_id();
    return new;
end
$$;
revoke all on function written_in_this_transaction() from public;
create trigger standing_written before insert or update on standing
    for each row execute function written_in_this_transaction();
