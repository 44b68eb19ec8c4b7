--liquibase formatted sql

--changeset sotto:commission_lines
create table commission_lines (
    id          uuid primary key,
    reseller_id uuid           not null,
    tenant_id   uuid           not null,
    charge_id   uuid           not null,
    kind        varchar(50)    not null check (kind in ('Earned')),
    base        numeric(16, 4) not null,
    rate        numeric(5, 2)  not null check (rate between 0 and 100),
    amount      numeric(16, 4) not null check (amount between 0 and base),
    currency    varchar(3)     not null check (currency ~ '^[A-Z]{3}$'),
    earned_at   timestamptz    not null,
    foreign key (tenant_id, charge_id) references charges (tenant_id, id)
);
-- A charge earns once; what is put right later will be lines of other kinds.
create unique index commission_lines_earned_idx on commission_lines (charge_id) where kind = 'Earned';
create index commission_lines_reseller_id_idx on commission_lines (reseller_id, id);
-- What a reseller earns is not its customers' business: no tenant reads here.
call isolate('commission_lines',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    reseller_writes => 'false',
    platform_writes => 'false');
grant select on commission_lines to ${service}_app;
grant select, insert on commission_lines to ${service}_system;
