package dev.sotto.testing.catalogue;

import java.util.stream.Collectors;

/** The privileges of a service's runtime roles, including functions, as stable text. */
final class Grants {
    private static final String PRIVILEGES = """
            with grants as (
                select x.grantee, c.relname::text, x.privilege_type, null::name as attname, 0 as attnum
                from pg_class c, aclexplode(c.relacl) x
                where c.relnamespace = 'public'::regnamespace
                union all
                select x.grantee, c.relname::text, x.privilege_type, a.attname, a.attnum
                from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) x
                where c.relnamespace = 'public'::regnamespace and not a.attisdropped
                union all
                select x.grantee, p.oid::regprocedure::text, x.privilege_type, null, 0
                from pg_proc p, aclexplode(p.proacl) x
                where p.pronamespace = 'public'::regnamespace)
            select concat_ws(' ', r.rolname, g.relname, lower(g.privilege_type),
                '(' || string_agg(g.attname, ', ' order by g.attname) || ')')
            from grants g join pg_roles r on r.oid = g.grantee
            where r.rolname in (? || '_app', ? || '_system')
            group by r.rolname, g.relname, g.privilege_type, g.attnum > 0
            order by r.rolname, g.relname, g.privilege_type, g.attnum > 0""";

    private final Catalogue.Query query;
    private final String service;

    Grants(Catalogue.Query query, String service) {
        this.query = query;
        this.service = service;
    }

    String text() {
        return query.column(PRIVILEGES, service, service).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
