--liquibase formatted sql

--changeset sotto:resellers
create table resellers (
    id              uuid primary key,
    name            varchar(255)  not null check (btrim(name) <> ''),
    email           varchar(255)  not null,
    phone           varchar(50),
    commission_rate numeric(5, 2) not null check (commission_rate between 0 and 100),
    status          varchar(50)   not null check (status in ('Active', 'Suspended', 'Closed')),
    version         bigint        not null default 1,
    created_at      timestamptz   not null default now(),
    updated_at      timestamptz   not null default now(),
    constraint resellers_email_is_lower_case check (email = lower(email))
);
-- A reseller sees itself; what it is and earns, the platform decides.
call isolate('resellers', reseller_reads => 'id = :reseller', reseller_writes => 'false', platform_reads => 'true');
grant select, insert on resellers to ${service}_app;
grant update (name, email, phone, commission_rate, status, version, updated_at) on resellers to ${service}_app;
grant select (id, name, status, version) on resellers to ${service}_system;

--changeset sotto:resellers-suspensions
alter table resellers
    add column suspensions text[] not null default '{}' check (suspensions <@ array['Admin', 'Billing', 'Abuse']),
    add constraint resellers_suspended_for_reasons check ((status = 'Suspended') = (suspensions <> '{}' and status <> 'Closed'));
grant update (suspensions) on resellers to ${service}_app;
grant select (suspensions) on resellers to ${service}_system;
