--liquibase formatted sql

--changeset sotto:webhooks
create table webhooks (
    id            uuid primary key,
    tenant_id     uuid          not null references tenants (id),
    url           varchar(2000) not null,
    events        text[]        not null check (cardinality(events) > 0),
    description   varchar(200),
    status        varchar(50)   not null default 'Active' check (status in ('Active', 'Disabled')),
    disabled      varchar(50)   check (disabled in ('Requested', 'Failing', 'Gone')),
    failing_since timestamptz,
    failures      integer       not null default 0,
    version       bigint        not null default 1,
    created_at    timestamptz   not null,
    updated_at    timestamptz   not null,
    -- The turn: who holds it, and when the next delivery is due.
    next_due_at   timestamptz,
    lease_until   timestamptz,
    fence         bigint        not null default 0,
    constraint webhooks_tenant_id_id_key unique (tenant_id, id),
    constraint webhooks_disabled_says_why check ((status = 'Disabled') = (disabled is not null))
);
create index webhooks_due_idx on webhooks (next_due_at) where status = 'Active' and next_due_at is not null;
call isolate('webhooks', tenant_reads => 'tenant_id = :tenant');
grant select, insert, delete, update (url, events, description, status, disabled, failing_since, failures, version, updated_at,
    next_due_at) on webhooks to ${service}_app;
grant select, update (status, disabled, failing_since, failures, version, updated_at, next_due_at, lease_until, fence)
    on webhooks to ${service}_system;

create table webhook_secrets (
    id          uuid primary key,
    tenant_id   uuid        not null,
    webhook_id  uuid        not null,
    secret      bytea       not null check (length(secret) between 24 and 64),
    -- Null for the newest. An older one signs too until then.
    valid_until timestamptz,
    constraint webhook_secrets_webhook_fk foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id)
        on delete cascade
);
create index webhook_secrets_webhook_id_idx on webhook_secrets (tenant_id, webhook_id);
call isolate('webhook_secrets', tenant_reads => 'tenant_id = :tenant');
-- The secret itself only the machine needs to read.
grant select (id, tenant_id, webhook_id, valid_until), insert, update (valid_until) on webhook_secrets to ${service}_app;
grant select, delete on webhook_secrets to ${service}_system;

create table webhook_deliveries (
    id              uuid primary key,
    tenant_id       uuid          not null,
    webhook_id      uuid          not null,
    event           varchar(50)   not null,
    status          varchar(50)   not null default 'Pending' check (status in ('Pending', 'Delivered', 'Failed')),
    body            varchar(8000) not null,
    attempts        integer       not null default 0,
    next_attempt_at timestamptz,
    last_attempt_at timestamptz,
    problem         varchar(50),
    answer_status   integer,
    answer_body     varchar(1024),
    duration_ms     integer,
    created_at      timestamptz   not null,
    constraint webhook_deliveries_webhook_fk foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id)
        on delete cascade,
    constraint webhook_deliveries_pending_is_due check ((status = 'Pending') = (next_attempt_at is not null))
);
create index webhook_deliveries_list_idx on webhook_deliveries (tenant_id, webhook_id, id);
create index webhook_deliveries_due_idx on webhook_deliveries (tenant_id, webhook_id, next_attempt_at, id)
    where status = 'Pending';
create index webhook_deliveries_created_at_idx on webhook_deliveries (created_at);
call isolate('webhook_deliveries', tenant_reads => 'tenant_id = :tenant');
grant select, insert, update (status, attempts, next_attempt_at) on webhook_deliveries to ${service}_app;
grant select, insert, delete, update (status, attempts, next_attempt_at, last_attempt_at, problem, answer_status, answer_body,
    duration_ms) on webhook_deliveries to ${service}_system;

-- The last tenant-changed of each tenant that webhooks were told of: what the next one differs from. And how much audio its
-- completed jobs used in its period.
create table webhook_tenants (
    tenant_id            uuid primary key,
    version              bigint      not null,
    reseller_id          uuid,
    status               varchar(50) not null,
    subscription_plan_id uuid,
    anchor               timestamptz not null,
    processing_ms        bigint      not null,
    period_start         timestamptz,
    used_ms              bigint      not null default 0
);
call isolate('webhook_tenants');
grant select, insert, update on webhook_tenants to ${service}_system;

alter table mail_tasks
    add column webhook_id uuid,
    add column user_id uuid,
    add constraint mail_tasks_webhook_fk foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id)
        on delete cascade,
    drop constraint mail_tasks_kind_check,
    add constraint mail_tasks_kind_check check (kind in ('Invitation', 'PasswordReset', 'EmailChange', 'EmailChangeNotice',
        'WebhookDisabled')),
    drop constraint mail_tasks_subject_fits_kind,
    add constraint mail_tasks_subject_fits_kind check (
        (kind = 'Invitation') = (invitation_id is not null)
        and (kind = 'WebhookDisabled') = (webhook_id is not null) and (webhook_id is null) = (user_id is null)
        and (kind not in ('Invitation', 'WebhookDisabled')) = (proof_id is not null));
create index mail_tasks_webhook_id_idx on mail_tasks (tenant_id, webhook_id);

--changeset sotto:webhook_tenants-known splitStatements:false
-- Fails if row-level security would hide rows from the migrator.
set local row_security = off;
insert into webhook_tenants (tenant_id, version, reseller_id, status, subscription_plan_id, anchor, processing_ms)
select r.id, r.version, r.reseller_id, r.status, t.subscription_plan_id, t.anchor,
    coalesce(t.processing_quota_minutes, 0) * 60000::bigint
from replicas r join tenants t on t.id = r.id
where r.topic = 'tenant-changed';
do $$
begin
    if (select count(*) from webhook_tenants)
        <> (select count(*) from replicas r join tenants t on t.id = r.id where r.topic = 'tenant-changed') then
        raise exception 'not every tenant was copied to webhook_tenants';
    end if;
end
$$;
