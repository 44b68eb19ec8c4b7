package dev.sotto.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Ways to lose isolation: each is tried on each table in a transaction that is rolled back. */
final class Weakenings {
    private static final String TABLES = """
            select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
            and relname not in ('databasechangelog', 'databasechangeloglock') order by 1""";
    private static final List<String> OF_A_TABLE = List.of(
            "drop policy isolation on :table",
            "alter policy isolation on :table using (true)",
            "alter policy isolation on :table with check (true)",
            "alter table :table no force row level security",
            "alter table :table disable row level security",
            "create policy another on :table for select using (true)",
            "grant truncate on :table to :service_app",
            "grant select on :table to public",
            "create view peephole as select * from :table");
    private static final List<String> OF_THE_DATABASE = List.of(
            "grant delete on audit_log to :service_app",
            "grant update (after) on audit_log to :service_system",
            "grant create on schema public to :service_app",
            "grant pg_read_all_data to :service_app",
            "alter role :service_system bypassrls",
            "create table forgotten (id uuid primary key)",
            "create function shortcut() returns int language sql security definer as 'select 1'");

    private final Connection superuser;
    private final String service;

    Weakenings(Connection superuser, String service) {
        this.superuser = superuser;
        this.service = service;
    }

    List<String> unnoticed() {
        List<String> statements = new ArrayList<>(OF_THE_DATABASE);
        for (String table : new Catalogue.Query(superuser).column(TABLES)) {
            OF_A_TABLE.forEach(weakening -> statements.add(weakening.replace(":table", table)));
        }
        return statements.stream()
                .map(statement -> statement.replace(":service", service))
                .filter(statement -> !isNoticed(statement))
                .toList();
    }

    private boolean isNoticed(String weakening) {
        try (Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("set local lock_timeout = '5s'");
            statement.execute(weakening);
            return !new IsolationCheck(new Catalogue.Query(superuser), service)
                    .findings()
                    .isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(weakening, e);
        } finally {
            undo();
        }
    }

    private void undo() {
        try {
            superuser.rollback();
            superuser.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
