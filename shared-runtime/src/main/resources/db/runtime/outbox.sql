--liquibase formatted sql

--changeset sotto:outbox
create table outbox (
    id           bigint generated always as identity primary key,
    event_id     uuid        not null unique,
    topic        text        not null,
    key          uuid        not null,
    tenant_id    uuid,
    reseller_id  uuid,
    payload      text        not null,
    created_at   timestamptz not null default now(),
    published_at timestamptz
);
create index outbox_unpublished_idx on outbox (id) where published_at is null;
create index outbox_published_at_idx on outbox (published_at) where published_at is not null;
call isolate('outbox', tenant_reads => 'tenant_id = :tenant', reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true');
grant insert on outbox to ${service}_app;
grant select, insert, delete, update (published_at) on outbox to ${service}_system;

--changeset sotto:inbox
create table inbox (
    consumer    text        not null,
    event_id    uuid        not null,
    received_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index inbox_received_at_idx on inbox (received_at);
call isolate('inbox');
grant select, insert, delete on inbox to ${service}_system;

--changeset sotto:outbox-by-key
-- The relay asks for the oldest unpublished event of one key after the other: each is one look into this index.
create index outbox_unpublished_key_idx on outbox (key, id) where published_at is null;
drop index outbox_unpublished_idx;
