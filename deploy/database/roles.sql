-- The database roles of Sotto: three for each service. Plain SQL for a superuser, through JDBC or psql, as often as one likes.
--
--   <service>_migrator  owns the service's database and its tables, may bypass row-level security; migrations only
--   <service>_app       the running service, in the scope of a caller
--   <service>_system    the running service, for its system tasks
--
-- Run it in every one of the databases reseller, tenant, job and billing: roles belong to the whole cluster, ownership and
-- grants to the one database. The caller makes missing databases first and sets the passwords afterwards. Nothing here grants
-- a right on a table: each table's changelog does.

do $$
declare
    service text;
    kind text;
begin
    foreach service in array array['reseller', 'tenant', 'job', 'billing'] loop
        foreach kind in array array['migrator', 'app', 'system'] loop
            begin
                execute format('create role %I', service || '_' || kind);
            exception
                when duplicate_object or unique_violation then null;
            end;
            -- Every time, so that attributes that somebody gave by hand are gone again; memberships in other roles stay.
            execute format(
                'alter role %I login nosuperuser nocreatedb nocreaterole noreplication %s',
                service || '_' || kind,
                case kind when 'migrator' then 'bypassrls' else 'nobypassrls' end);
        end loop;

        -- A request is answered or given up while its caller still waits; the gateway's patience is longer than this.
        execute format('alter role %I set statement_timeout = %L', service || '_app', '15s');
        execute format('alter role %I set idle_in_transaction_session_timeout = %L', service || '_app', '15s');
        execute format('alter role %I set lock_timeout = %L', service || '_app', '10s');
        -- A client that vanished without a word is noticed within half a minute while nothing is on its way to it (after
        -- that, when the kernel gives up sending), and the relay's lock passes on.
        execute format('alter role %I set tcp_keepalives_idle = 10', service || '_system');
        execute format('alter role %I set tcp_keepalives_interval = 5', service || '_system');
        execute format('alter role %I set tcp_keepalives_count = 3', service || '_system');
        -- Batches may take longer; a relay that hangs inside a transaction must still let its rows go.
        execute format('alter role %I set statement_timeout = %L', service || '_system', '60s');
        execute format('alter role %I set idle_in_transaction_session_timeout = %L', service || '_system', '60s');
    end loop;
end
$$;

do $$
declare
    service constant text := current_database();
    runtime_role text;
begin
    if service not in ('reseller', 'tenant', 'job', 'billing') then
        return;
    end if;
    execute format('alter database %I owner to %I', service, service || '_migrator');
    execute format('alter schema public owner to %I', service || '_migrator');

    -- PUBLIC could connect to any database and make temporary tables there.
    execute format('revoke all on database %I from public', service);
    revoke all on schema public from public;

    -- Nor may another service's roles, and none of ours keeps what was once granted by hand on the database or its schema;
    -- what was granted on a table stays: CatalogueTest compares those.
    for runtime_role in
        select rolname from pg_roles
        where rolname ~ '^(reseller|tenant|job|billing)_(migrator|app|system)$' and rolname <> service || '_migrator'
    loop
        execute format('revoke all on database %I from %I', service, runtime_role);
        execute format('revoke all on schema public from %I', runtime_role);
    end loop;

    execute format('grant connect on database %I to %I, %I', service, service || '_app', service || '_system');
    execute format('grant usage on schema public to %I, %I', service || '_app', service || '_system');
end
$$;
