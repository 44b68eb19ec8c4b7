--liquibase formatted sql

--changeset sotto:isolate splitStatements:false
--comment: The one generator of row-level security policies (docs/adr/0002-isolation-by-row-level-security.md).
create procedure isolate(
    target regclass,
    tenant_reads text default 'false',
    reseller_reads text default 'false',
    platform_reads text default 'false',
    tenant_writes text default null,
    reseller_writes text default null,
    platform_writes text default null)
    language plpgsql
as
$$
declare
    template constant text := 'case (select current_setting(''app.scope'', true))'
        ' when ''tenant'' then (%s) when ''reseller'' then (%s) when ''platform'' then (%s)'
        ' when ''system'' then (select current_user = ''%s_system'') else false end';
    reads text;
    writes text;
begin
    reads := format(template, tenant_reads, reseller_reads, platform_reads, current_database());
    writes := format(template, coalesce(tenant_writes, tenant_reads), coalesce(reseller_writes, reseller_reads),
        coalesce(platform_writes, platform_reads), current_database());
    -- Each setting stands in a scalar sub-select: read once a statement, not once a row.
    reads := replace(replace(reads, ':tenant', '(select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)'),
        ':reseller', '(select nullif(current_setting(''app.reseller_id'', true), '''')::uuid)');
    writes := replace(replace(writes, ':tenant', '(select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)'),
        ':reseller', '(select nullif(current_setting(''app.reseller_id'', true), '''')::uuid)');
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy isolation on %s for all using (%s) with check (%s)', target, reads, writes);
    if reads <> writes then
        execute format('create policy isolation_update on %s as restrictive for update using (%s)', target, writes);
        execute format('create policy isolation_delete on %s as restrictive for delete using (%s)', target, writes);
    end if;
end
$$;

--changeset sotto:isolate-is-the-migrators splitStatements:false
revoke all on procedure isolate(regclass, text, text, text, text, text, text) from public;
