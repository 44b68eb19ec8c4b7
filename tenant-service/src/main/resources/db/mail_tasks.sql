--liquibase formatted sql

--changeset sotto:mail_tasks
create table mail_tasks (
    id              uuid primary key,
    tenant_id       uuid        not null,
    invitation_id   uuid        not null,
    created_at      timestamptz not null default now(),
    sent_at         timestamptz,
    attempts        integer     not null default 0 check (attempts >= 0),
    next_attempt_at timestamptz not null default now(),
    constraint mail_tasks_invitation_fk foreign key (tenant_id, invitation_id) references invitations (tenant_id, id)
        on delete cascade
);
create index mail_tasks_due_idx on mail_tasks (next_attempt_at) where sent_at is null;
create index mail_tasks_invitation_id_idx on mail_tasks (tenant_id, invitation_id);
call isolate('mail_tasks', tenant_reads => 'tenant_id = :tenant');
grant insert on mail_tasks to ${service}_app;
grant select, insert, update (sent_at, attempts, next_attempt_at) on mail_tasks to ${service}_system;

--changeset sotto:mail_tasks-kinds
alter table mail_tasks
    add column kind varchar(50) not null default 'Invitation'
        check (kind in ('Invitation', 'PasswordReset', 'EmailChange', 'EmailChangeNotice')),
    add column proof_id uuid,
    alter column invitation_id drop not null,
    add constraint mail_tasks_proof_fk foreign key (tenant_id, proof_id) references proofs (tenant_id, id)
        on delete cascade,
    add constraint mail_tasks_subject_fits_kind check (
        (kind = 'Invitation') = (invitation_id is not null) and (kind <> 'Invitation') = (proof_id is not null));
create index mail_tasks_proof_id_idx on mail_tasks (tenant_id, proof_id);
