--liquibase formatted sql

--changeset sotto:api_keys
create table api_keys (
    id           uuid primary key,
    tenant_id    uuid         not null references tenants (id),
    user_id      uuid,
    name         varchar(100) not null,
    key_hash     varchar(255) not null unique,
    permissions  jsonb        not null default '[]',
    expires_at   timestamptz,
    last_used_at timestamptz,
    created_at   timestamptz  not null default now(),
    constraint api_keys_tenant_id_id_key unique (tenant_id, id),
    constraint api_keys_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index api_keys_tenant_id_idx on api_keys (tenant_id);
create index api_keys_user_id_idx on api_keys (tenant_id, user_id);
call isolate('api_keys', tenant_reads => 'tenant_id = :tenant');

--changeset sotto:api_keys-for-users
alter table api_keys
    add column version    bigint not null default 1,
    add column revoked_at timestamptz,
    add constraint api_keys_act_as_somebody check (user_id is not null);
-- Of the hash only the machine needs to know.
grant select (id, tenant_id, user_id, name, permissions, expires_at, last_used_at, created_at, version, revoked_at), insert,
    update (name, revoked_at, version) on api_keys to ${service}_app;
grant select, update (last_used_at) on api_keys to ${service}_system;
