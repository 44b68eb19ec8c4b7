--liquibase formatted sql

--changeset sotto:proofs
-- That somebody reads the mail of an address: for a new password, or to take the address as theirs.
create table proofs (
    id         uuid primary key,
    tenant_id  uuid        not null,
    user_id    uuid        not null,
    kind       varchar(50) not null check (kind in ('PasswordReset', 'EmailChange')),
    new_email  varchar(255) check (new_email = lower(new_email)),
    old_email  varchar(255),
    -- Null until a letter is sent: the token exists in the letter alone.
    token_hash bytea unique check (length(token_hash) = 32),
    expires_at timestamptz,
    used_at    timestamptz,
    created_at timestamptz not null default now(),
    constraint proofs_tenant_id_id_key unique (tenant_id, id),
    constraint proofs_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
    constraint proofs_token_expires check ((token_hash is null) = (expires_at is null)),
    constraint proofs_addresses_fit_kind check (num_nonnulls(new_email, old_email) = case kind when 'EmailChange' then 2 else 0 end)
);
create index proofs_user_id_idx on proofs (tenant_id, user_id);
create index proofs_created_at_idx on proofs (created_at);
call isolate('proofs', tenant_reads => 'tenant_id = :tenant');
grant select, insert, delete, update (used_at) on proofs to ${service}_app;
grant select, insert, delete, update (token_hash, expires_at) on proofs to ${service}_system;
