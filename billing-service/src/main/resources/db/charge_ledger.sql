--liquibase formatted sql

--changeset sotto:subscriptions-collected-by
-- Who collects for this subscription; null: as its reseller's default says when the line is written.
alter table subscriptions add column collected_by varchar(50) check (collected_by in ('Platform', 'Reseller'));

--changeset sotto:charge-ledger splitStatements:false
--comment: One line for each kind of money event. Earlier charges were one a month, and resellers collected them.
set local row_security = off;
alter table charges
    add column plan_version    integer      not null default 1 check (plan_version > 0),
    add column kind            varchar(50)  not null default 'Charge'
        check (kind in ('Charge', 'Credit', 'Refund', 'Adjustment')),
    add column source          varchar(50)  not null default 'Subscription'
        check (source in ('Subscription', 'Usage', 'Person', 'RevenueCat')),
    add column source_event_id varchar(200) check (btrim(source_event_id) <> ''),
    add column corrects        uuid,
    add column description     varchar(50)  not null default 'Period' check (description ~ '^[A-Za-z]+$'),
    add column reason          varchar(500) check (btrim(reason) <> ''),
    add column tax_amount      numeric(16, 4),
    add column tax_rate        numeric(7, 4) check (tax_rate between 0 and 100),
    add column tax_country     varchar(2) check (tax_country ~ '^[A-Z]{2}$'),
    add column collected_by    varchar(50)  not null default 'Reseller' check (collected_by in ('Platform', 'Reseller'));
-- The event of an earlier charge is the beginning of its period, so no later line can charge the same period again.
update charges set source_event_id =
    subscription_id || '/' || to_char(period_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
do $$
begin
    if exists (select from charges where source_event_id is null) then
        raise exception 'not every charge got its event';
    end if;
end
$$;
alter table charges
    alter column plan_version drop default,
    alter column kind drop default,
    alter column source drop default,
    alter column source_event_id set not null,
    alter column description drop default,
    alter column collected_by drop default,
    drop column period_index,
    drop column source_event,
    drop constraint charges_subscription_id_period_start_key,
    drop constraint charges_amount_check,
    add constraint charges_source_event_is_new unique (source, source_event_id, kind),
    add constraint charges_amount_has_its_sign check (
        case kind when 'Charge' then amount > 0 when 'Adjustment' then amount <> 0 else amount < 0 end),
    add constraint charges_only_reductions_correct check ((kind in ('Credit', 'Refund')) = (corrects is not null)),
    add constraint charges_tax_is_whole check (num_nulls(tax_amount, tax_rate, tax_country) in (0, 3)),
    add foreign key (tenant_id, corrects) references charges (tenant_id, id);
create index charges_corrects_idx on charges (tenant_id, corrects) where corrects is not null;
create index charges_subscription_id_idx on charges (tenant_id, subscription_id);

--changeset sotto:commission-of-every-line splitStatements:false
--comment: Each line of the ledger has one commission line. Who collects decides who owes whom.
set local row_security = off;
alter table commission_lines
    add column collected_by varchar(50) not null default 'Reseller' check (collected_by in ('Platform', 'Reseller')),
    add column balance      numeric(16, 4),
    drop constraint commission_lines_kind_check,
    drop constraint commission_lines_check;
update commission_lines set kind = 'Charge', balance = amount - base;
do $$
begin
    if exists (select from commission_lines where balance is null or kind <> 'Charge') then
        raise exception 'not every commission line got its balance';
    end if;
end
$$;
drop index commission_lines_earned_idx;
alter table commission_lines
    alter column collected_by drop default,
    alter column balance set not null,
    add constraint commission_lines_kind_check check (kind in ('Charge', 'Credit', 'Refund', 'Adjustment')),
    add constraint commission_lines_amount_is_part_of_base check (amount between least(base, 0) and greatest(base, 0)),
    add constraint commission_lines_balance_follows check (
        balance = case collected_by when 'Platform' then amount else amount - base end),
    add constraint commission_lines_one_each unique (charge_id);
