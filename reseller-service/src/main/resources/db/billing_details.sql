--liquibase formatted sql

--changeset sotto:billing_details
-- Who is billed. No event carries it, and no service's own task reads it.
create table billing_details (
    id          uuid primary key references resellers,
    legal_name  varchar(255) not null check (btrim(legal_name) <> ''),
    street      varchar(255) not null check (btrim(street) <> ''),
    postal_code varchar(20),
    city        varchar(100) not null check (btrim(city) <> ''),
    region      varchar(100),
    country     varchar(2)   not null check (country ~ '^[A-Z]{2}$'),
    vat_number  varchar(30)  check (vat_number ~ '^[A-Z0-9+*]+$'),
    version     bigint       not null,
    updated_at  timestamptz  not null
);
call isolate('billing_details', reseller_reads => 'id = :reseller', platform_reads => 'true');
grant select, insert, update (legal_name, street, postal_code, city, region, country, vat_number, version, updated_at)
    on billing_details to ${service}_app;
