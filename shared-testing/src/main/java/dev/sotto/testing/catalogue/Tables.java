package dev.sotto.testing.catalogue;

import java.util.List;

/** The tables of a service, without Liquibase's own. */
final class Tables {
    private Tables() {}

    static List<String> of(Catalogue.Query query) {
        return query.column("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                and relname not in ('databasechangelog', 'databasechangeloglock') order by 1""");
    }
}
