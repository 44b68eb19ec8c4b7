--liquibase formatted sql

--changeset sotto:mail_tasks-plan-change
-- A letter to one Admin: the organisation changes to another version of a plan at a moment.
alter table mail_tasks
    add column plan_from timestamptz,
    drop constraint mail_tasks_kind_check,
    add constraint mail_tasks_kind_check check (kind in ('Invitation', 'PasswordReset', 'EmailChange', 'EmailChangeNotice',
        'WebhookDisabled', 'PlanChange')),
    drop constraint mail_tasks_subject_fits_kind,
    add constraint mail_tasks_subject_fits_kind check (
        (kind = 'Invitation') = (invitation_id is not null)
        and (kind = 'WebhookDisabled') = (webhook_id is not null)
        and (kind = 'PlanChange') = (plan_from is not null)
        and (kind in ('WebhookDisabled', 'PlanChange')) = (user_id is not null)
        and (kind in ('PasswordReset', 'EmailChange', 'EmailChangeNotice')) = (proof_id is not null));
