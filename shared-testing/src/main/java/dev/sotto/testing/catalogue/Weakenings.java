package dev.sotto.testing.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Ways to weaken isolation. Each is tried on each table in a transaction that is rolled back. The catalogue's rules
 * must detect all of them. {@link Trespass} must also detect those that expose rows.
 */
final class Weakenings {
    private static final String WITHOUT_CHECK = """
            do $$
            declare
                condition text := (select pg_get_expr(polqual, polrelid) from pg_policy
                    where polrelid = ':table'::regclass and polname = 'isolation');
            begin
                drop policy isolation on :table;
                execute format('create policy isolation on :table for all using (%s)', condition);
            end $$""";
    private static final List<String> THAT_OPEN_ROWS = List.of(
            "drop policy isolation on :table",
            "alter policy isolation on :table using (true)",
            "alter policy isolation on :table with check (true)",
            "alter table :table disable row level security",
            "create policy another on :table for select using (true)",
            "alter role :service_app bypassrls",
            "alter role :service_system bypassrls",
            "alter table :table owner to :service_app; alter table :table no force row level security",
            "create view peephole as select * from :table");
    private static final List<String> OF_A_TABLE = List.of(
            WITHOUT_CHECK,
            "alter table :table no force row level security",
            "alter table :table owner to :service_app",
            "alter table :table owner to :service_system",
            "grant truncate on :table to :service_app",
            "grant select on :table to public");
    private static final String RESTRICTIVE = """
            select format('drop policy %I on %s', polname, polrelid::regclass) from pg_policy
            where polrelid = ?::regclass and not polpermissive order by 1""";
    private static final List<String> OF_THE_DATABASE = List.of(
            "grant delete on audit_log to :service_app",
            "grant update (after) on audit_log to :service_system",
            "grant create on schema public to :service_app",
            "grant pg_read_all_data to :service_app",
            "create table forgotten (id uuid primary key)",
            "create function shortcut() returns int language sql security definer as 'select 1'");

    private final Connection superuser;
    private final String service;
    private int tried;

    Weakenings(Connection superuser, String service) {
        this.superuser = superuser;
        this.service = service;
    }

    int tried() {
        return tried;
    }

    List<String> unnoticed() {
        List<String> unnoticed = new ArrayList<>();
        OF_THE_DATABASE.forEach(
                weakening -> unnoticed.addAll(unnoticed(weakening, Map.of("the rules", this::byRules))));
        Catalogue.Query query = new Catalogue.Query(superuser);
        for (String table : Tables.of(query)) {
            Function<String, Boolean> trespass = weakening -> byTrespass(table);
            Stream.concat(
                            OF_A_TABLE.stream().map(weakening -> weakening.replace(":table", table)),
                            query.column(RESTRICTIVE, table).stream())
                    .forEach(weakening -> unnoticed.addAll(unnoticed(weakening, Map.of("the rules", this::byRules))));
            THAT_OPEN_ROWS.forEach(weakening -> unnoticed.addAll(unnoticed(
                    weakening.replace(":table", table), Map.of("the rules", this::byRules, "trespass", trespass))));
        }
        return unnoticed;
    }

    private List<String> unnoticed(String weakening, Map<String, Function<String, Boolean>> checks) {
        tried++;
        String statement = weakening.replace(":service", service);
        return checks.entrySet().stream()
                .filter(check -> !isNoticed(statement, check.getValue()))
                .map(check -> statement + ": not noticed by " + check.getKey())
                .toList();
    }

    private boolean byRules(String weakening) {
        return !new IsolationCheck(new Catalogue.Query(superuser), service)
                .findings()
                .isEmpty();
    }

    private boolean byTrespass(String table) {
        return !new Trespass(superuser, service).untilFirst(table).isEmpty();
    }

    private boolean isNoticed(String weakening, Function<String, Boolean> check) {
        return RolledBack.in(superuser, () -> {
            try (Statement statement = superuser.createStatement()) {
                statement.execute("set local lock_timeout = '90s'");
                statement.execute(weakening);
                return check.apply(weakening);
            } catch (SQLException e) {
                throw new IllegalStateException(weakening, e);
            }
        });
    }
}
