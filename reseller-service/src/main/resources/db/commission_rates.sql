--liquibase formatted sql

--changeset sotto:commission_rates
create table commission_rates (
    id             uuid primary key,
    reseller_id    uuid          not null references resellers,
    rate           numeric(5, 2) not null check (rate between 0 and 100),
    effective_from timestamptz   not null,
    unique (reseller_id, effective_from)
);
call isolate('commission_rates', reseller_reads => 'reseller_id = :reseller', reseller_writes => 'false',
    platform_reads => 'true');
-- Append-only: commission that was earned at a rate stays explainable by it.
grant select, insert on commission_rates to ${service}_app;
grant select on commission_rates to ${service}_system;
