--liquibase formatted sql

--changeset sotto:charges
--comment: Four decimals hold the finest minor unit of ISO 4217; the currency says how many of them count.
create table charges (
    id                   uuid primary key,
    tenant_id            uuid           not null,
    reseller_id          uuid           not null,
    subscription_id      uuid           not null,
    subscription_plan_id uuid           not null references subscription_plans (id),
    period_index         integer        not null check (period_index >= 0),
    period_start         timestamptz    not null,
    period_end           timestamptz    not null,
    amount               numeric(16, 4) not null check (amount > 0),
    currency             varchar(3)     not null check (currency ~ '^[A-Z]{3}$'),
    source_event         uuid,
    charged_at           timestamptz    not null,
    unique (tenant_id, id),
    unique (subscription_id, period_start),
    foreign key (tenant_id, subscription_id) references subscriptions (tenant_id, id),
    check (period_start < period_end)
);
create index charges_reseller_id_idx on charges (reseller_id, id);
call isolate('charges',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'false',
    platform_writes => 'false');
-- Append-only, and by the machine alone.
grant select on charges to ${service}_app;
grant select, insert on charges to ${service}_system;
