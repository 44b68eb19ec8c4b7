--liquibase formatted sql

--changeset sotto:charges-by-hand
--comment: People write refunds and adjustments: the platform any, a reseller those of what it collects.
drop policy isolation on charges;
drop policy isolation_update on charges;
drop policy isolation_delete on charges;
call isolate('charges',
    tenant_reads => 'tenant_id = :tenant',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    tenant_writes => 'false',
    reseller_writes => 'reseller_id = :reseller and collected_by = ''Reseller'' and source = ''Person''
        and kind in (''Refund'', ''Adjustment'')',
    platform_writes => 'source = ''Person'' and kind in (''Refund'', ''Adjustment'')');
-- Still append-only.
grant insert on charges to ${service}_app;
drop policy isolation on commission_lines;
drop policy isolation_update on commission_lines;
drop policy isolation_delete on commission_lines;
call isolate('commission_lines',
    reseller_reads => 'reseller_id = :reseller',
    platform_reads => 'true',
    reseller_writes => 'reseller_id = :reseller and collected_by = ''Reseller'' and kind in (''Refund'', ''Adjustment'')',
    platform_writes => 'kind in (''Refund'', ''Adjustment'')');
grant insert on commission_lines to ${service}_app;
alter table charges
    drop constraint charges_check,
    -- An adjustment belongs to an instant.
    add constraint charges_have_a_period check (
        case kind when 'Adjustment' then period_start <= period_end else period_start < period_end end);
create index commission_lines_tenant_id_idx on commission_lines (tenant_id, id);
