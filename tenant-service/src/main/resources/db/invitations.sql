--liquibase formatted sql

--changeset sotto:invitations
create table invitations (
    id          uuid primary key,
    tenant_id   uuid        not null,
    user_id     uuid        not null,
    -- Null until a letter is sent: the token exists in the letter alone.
    token_hash  bytea unique check (length(token_hash) = 32),
    expires_at  timestamptz,
    accepted_at timestamptz,
    created_at  timestamptz not null default now(),
    constraint invitations_tenant_id_id_key unique (tenant_id, id),
    constraint invitations_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
    constraint invitations_token_expires check ((token_hash is null) = (expires_at is null))
);
create index invitations_user_id_idx on invitations (tenant_id, user_id);
create index invitations_accepted_at_idx on invitations (accepted_at) where accepted_at is not null;
call isolate('invitations', tenant_reads => 'tenant_id = :tenant');
grant select, insert, update (accepted_at) on invitations to ${service}_app;
grant select, insert, delete, update (token_hash, expires_at) on invitations to ${service}_system;

--changeset sotto:invitations-of-removed
grant delete on invitations to ${service}_app;
create index invitations_expires_at_idx on invitations (expires_at) where accepted_at is null;
