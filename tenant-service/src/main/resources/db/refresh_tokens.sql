--liquibase formatted sql

--changeset sotto:refresh_tokens
create table refresh_tokens (
    id         uuid primary key,
    -- All tokens that descend from one sign-in.
    family_id  uuid        not null,
    tenant_id  uuid        not null,
    user_id    uuid        not null,
    token_hash bytea       not null unique check (length(token_hash) = 32),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz,
    revoked_at timestamptz,
    constraint refresh_tokens_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id)
        on delete cascade
);
create index refresh_tokens_family_id_idx on refresh_tokens (tenant_id, family_id);
create index refresh_tokens_user_id_idx on refresh_tokens (tenant_id, user_id);
create index refresh_tokens_expires_at_idx on refresh_tokens (expires_at);
call isolate('refresh_tokens', tenant_reads => 'tenant_id = :tenant');
grant select, insert, update (used_at, revoked_at) on refresh_tokens to ${service}_app;
grant select, delete on refresh_tokens to ${service}_system;

--changeset sotto:refresh_tokens-sessions
-- From where a session was last used; goes with the tokens.
alter table refresh_tokens add column user_agent varchar(200), add column address varchar(45);
-- Two live children of one session can't be, whatever the program does.
create unique index refresh_tokens_live_idx on refresh_tokens (tenant_id, family_id)
    where used_at is null and revoked_at is null;

--changeset sotto:refresh_tokens-sessions-of-a-user
-- A page of a person's sessions in its order: of the tokens that were ever used there are a hundred times as many.
create index refresh_tokens_sessions_idx on refresh_tokens (tenant_id, user_id, family_id)
    where used_at is null and revoked_at is null;
