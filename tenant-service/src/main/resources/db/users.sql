--liquibase formatted sql

--changeset sotto:users
create table users (
    id            uuid primary key,
    tenant_id     uuid         not null,
    email         varchar(255) not null check (email = lower(email)),
    password_hash varchar(255),
    first_name    varchar(100),
    last_name     varchar(100),
    role          varchar(50)  not null,
    status        varchar(50)  not null check (status in ('Invited', 'Active', 'Suspended')),
    last_login    timestamptz,
    created_at    timestamptz  not null default now(),
    updated_at    timestamptz  not null default now(),
    tenant_kind   varchar(50)  not null,
    version       bigint       not null default 1,
    constraint users_tenant_id_id_key unique (tenant_id, id),
    constraint users_tenant_fk foreign key (tenant_id, tenant_kind) references tenants (id, kind),
    constraint users_role_fits_tenant_kind check (
        (role = 'PlatformAdmin' and tenant_kind = 'Platform')
        or (role = 'ResellerAdmin' and tenant_kind = 'House')
        or (role in ('Admin', 'User') and tenant_kind = 'Customer')),
    constraint users_password_fits_status check (
        case status when 'Invited' then password_hash is null when 'Active' then password_hash is not null else true end)
);
create index users_tenant_id_idx on users (tenant_id);
-- Unique over the platform: a person signs in with it.
create unique index users_email_idx on users (email);
call isolate('users', tenant_reads => 'tenant_id = :tenant');
-- Hashes are read by the machine alone, when somebody signs in.
grant select (id, tenant_id, email, first_name, last_name, role, status, last_login, created_at, updated_at, tenant_kind,
    version), insert, update (first_name, last_name, password_hash, status, last_login, version, updated_at)
    on users to ${service}_app;
grant select, insert on users to ${service}_system;

--changeset sotto:users-removal-and-withdrawal
-- Whoever is removed leaves a row that others point at, and nothing of the person in it.
alter table users
    add column tokens_valid_from timestamptz,
    drop constraint users_status_check,
    drop constraint users_password_fits_status,
    add constraint users_status_check check (status in ('Invited', 'Active', 'Suspended', 'Removed')),
    add constraint users_password_fits_status check (case status when 'Invited' then password_hash is null
        when 'Removed' then password_hash is null when 'Active' then password_hash is not null else true end),
    add constraint users_removed_are_nobody check (case when status = 'Removed'
        then email = id::text || '@removed.invalid' and num_nonnulls(first_name, last_name) = 0
        else email not like '%@removed.invalid' end);
grant select (tokens_valid_from), update (role, email, tokens_valid_from) on users to ${service}_app;
grant update (email, first_name, last_name, status, version, updated_at) on users to ${service}_system;

--changeset sotto:users-language-and-time-zone
alter table users
    add column language  varchar(2) check (language in ('en', 'de', 'fr', 'es')),
    add column time_zone varchar(64),
    drop constraint users_removed_are_nobody,
    add constraint users_removed_are_nobody check (case when status = 'Removed'
        then email = id::text || '@removed.invalid' and num_nonnulls(first_name, last_name, language, time_zone) = 0
        else email not like '%@removed.invalid' end);
grant select (language, time_zone), update (language, time_zone) on users to ${service}_app;
grant update (language, time_zone) on users to ${service}_system;
