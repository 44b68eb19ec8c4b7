package dev.sotto.testing.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of isolation (docs/adr/0002-isolation-by-row-level-security.md), as queries on the system catalogue. */
final class IsolationCheck {
    private static final String LIQUIBASE = "('databasechangelog', 'databasechangeloglock')";

    private static final String POLICIES = """
            select c.relname, p.polname, p.polpermissive::text, p.polcmd::text,
                (p.polroles = '{0}')::text, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
            from pg_class c join pg_policy p on p.polrelid = c.oid
            where c.relnamespace = 'public'::regnamespace and c.relname not in %s
            order by 1, 2""".formatted(LIQUIBASE);

    private static final String TABLES = """
            select relname, (relrowsecurity and relforcerowsecurity)::text from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not in %s
            order by 1""".formatted(LIQUIBASE);

    /** Each query returns one sentence per violation; {@code :service} stands for the service's name. */
    private static final List<String> RULES =
            List.of("""
            select relname || ': a ' || case relkind when 'm' then 'materialised view' else 'foreign table' end
                || ' has no row-level security'
            from pg_class where relnamespace = 'public'::regnamespace and relkind in ('m', 'f')""", """
            select relname || ': a view without security_invoker runs with its owner''s rights' from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'v'
                and not coalesce(reloptions, '{}') && '{security_invoker=true,security_invoker=on,security_invoker=1}'""", """
            select p.oid::regprocedure || ': SECURITY DEFINER' from pg_proc p
            where p.prosecdef and p.pronamespace = 'public'::regnamespace""", """
            select c.relname || ': PUBLIC may ' || lower(x.privilege_type)
            from pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) x
            where c.relnamespace = 'public'::regnamespace and c.relkind <> 'i' and x.grantee = 0""", """
            select c.relname || '.' || a.attname || ': PUBLIC may ' || lower(x.privilege_type)
            from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) x
            where c.relnamespace = 'public'::regnamespace and x.grantee = 0""", """
            select p.oid::regprocedure || ': PUBLIC may execute it'
            from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
            where p.pronamespace = 'public'::regnamespace and x.grantee = 0
                and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')""", """
            select c.relname || ': ' || r.rolname || ' may ' || lower(x.privilege_type)
            from pg_class c, aclexplode(c.relacl) x join pg_roles r on r.oid = x.grantee
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and x.grantee <> c.relowner
                and (r.rolname not in (':service_app', ':service_system') or x.is_grantable
                    or x.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))""", """
            select role.rolname || ': superuser, or may bypass row-level security, make roles or databases, or replicate'
            from pg_roles role where role.rolname in (':service_app', ':service_system')
                and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)""", """
            select role || ': there is no such role' from unnest(array[':service_app', ':service_system']) role
            where not exists (select from pg_roles where rolname = role)""", """
            select r.rolname || ': owns ' || pg_describe_object(d.classid, d.objid, d.objsubid)
            from pg_roles r join pg_shdepend d on d.refobjid = r.oid and d.deptype = 'o'
            where r.rolname in (':service_app', ':service_system')
                and d.dbid in (0, (select oid from pg_database where datname = current_database()))""", """
            select r.rolname || ': a member of ' || m.roleid::regrole
            from pg_auth_members m join pg_roles r on r.oid = m.member
            where r.rolname in (':service_app', ':service_system')""", """
            select r.rolname || ': may create in schema public or in the database' from pg_roles r
            where r.rolname in (':service_app', ':service_system')
                and (has_schema_privilege(r.oid, 'public', 'CREATE')
                    or has_database_privilege(r.oid, current_database(), 'CREATE')
                    or has_database_privilege(r.oid, current_database(), 'TEMPORARY'))""", """
            select 'audit_log: ' || r.rolname || ' may change or remove what was written' from pg_roles r, pg_class c
            where r.rolname in (':service_app', ':service_system')
                and c.relname = 'audit_log' and c.relnamespace = 'public'::regnamespace
                and (has_any_column_privilege(r.oid, c.oid, 'UPDATE') or has_table_privilege(r.oid, c.oid, 'DELETE'))""", """
            select 'audit_log: missing' where to_regclass('public.audit_log') is null""", """
            select f.conname || ': a foreign key from ' || f.conrelid::regclass || ' without tenant_id, so that a row'
                || ' may point at another tenant''s'
            from pg_constraint f
            join pg_attribute a on a.attrelid = f.conrelid and a.attname = 'tenant_id'
            join pg_attribute b on b.attrelid = f.confrelid and b.attname = 'tenant_id'
            where f.contype = 'f' and f.connamespace = 'public'::regnamespace and not a.attnum = any (f.conkey)""");

    private final Catalogue.Query query;
    private final String service;

    IsolationCheck(Catalogue.Query query, String service) {
        this.query = query;
        this.service = service;
    }

    List<String> findings() {
        List<String> findings = new ArrayList<>();
        List<Policy> policies = query.rows(POLICIES).stream()
                .map(row -> Policy.of(row, service))
                .toList();
        Map<String, String> tables = query.map(TABLES);
        tables.forEach((table, secured) -> {
            if (!secured.equals("true")) {
                findings.add(table + ": row-level security is not both enabled and forced");
            }
            long permissive = policies.stream()
                    .filter(policy -> policy.table().equals(table) && policy.permissive())
                    .count();
            if (permissive != 1) {
                findings.add(table + ": " + permissive + " permissive policies where there is exactly one");
            }
            findings.addAll(Policy.missing(table, policies));
        });
        if (tables.isEmpty()) {
            findings.add("there is no table");
        }
        policies.forEach(policy -> findings.addAll(policy.findings()));
        RULES.forEach(rule -> findings.addAll(query.column(rule.replace(":service", service))));
        return findings;
    }
}
