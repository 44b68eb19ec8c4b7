package dev.sotto.testing.queryplans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.servers.Migration;
import dev.sotto.testing.SottoTestResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a service's list queries are run among {@link #ROWS} rows: in a database beside the service's, of the same changelog,
 * so that no other test meets the rows. Statements are prepared as the service's driver does it and explained while
 * they run as the service's {@code _app} role, in a scope, both with a plan for their parameters and with one for any.
 *
 * <pre>{@code
 * ListQueryPlans plans = ListQueryPlans.of("job", ScopedRead::of);
 * plans.fill("jobs", "insert into jobs (id, …) select uuid_of(0, n), … from generate_series(1, 100000) n");
 * assertThat(plans.inTenant(tenant, reseller).flaws(PAGE, JobQueries.OF_TENANT, tenant, before, PAGE)).isEmpty();
 * plans.empty("jobs");
 * }</pre>
 */
public final class ListQueryPlans {
    /** As many rows as a list must be quick among. */
    public static final int ROWS = 100_000;

    /** The number of rows that a page of the default length fetches. */
    public static final int PAGE = 51;

    /** Greater than every id: the start of a first page. */
    public static final UUID FIRST_PAGE = new UUID(-1L, -1L);

    /** The middle of the ids 1 to {@link #ROWS}: the start of a later page. */
    public static final UUID LATER_PAGE = new UUID(0L, ROWS / 2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> CACHE_MODES = List.of("force_custom_plan", "force_generic_plan");

    private final String service;
    private final String database;
    private final BiFunction<String, Integer, String> scoping;

    private ListQueryPlans(String service, BiFunction<String, Integer, String> scoping) {
        this.service = service;
        this.database = service + "_plans";
        this.scoping = scoping;
    }

    /**
     * Returns the database for a service's query plans, on the server of {@link SottoTestResource}. Creates it if it is
     * missing.
     *
     * @param scoping adds the scope to a statement with this number of parameters: {@code ScopedRead::of}
     */
    public static ListQueryPlans of(String service, BiFunction<String, Integer, String> scoping) throws SQLException {
        ListQueryPlans plans = new ListQueryPlans(service, scoping);
        try (Connection superuser = SottoTestResource.postgres().superuser("postgres");
                Statement statement = superuser.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("select from pg_database where datname = '" + plans.database + "'")) {
                if (found.next()) {
                    return plans;
                }
            }
            statement.execute("create database " + plans.database + " template template0");
        }
        try (Connection superuser = plans.superuser()) {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Migration.run(superuser, loader, loader);
        }
        try (Connection superuser = plans.superuser()) {
            lighten(superuser);
        }
        return plans;
    }

    /**
     * Removes foreign keys and the write-ahead log, which slow the filling and do not affect reads. Adds a function
     * that makes ids as Java does: {@code uuid_of(1, 2)} equals {@code new UUID(1, 2)}.
     */
    private static void lighten(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("""
                    do $$
                    declare
                        one record;
                    begin
                        for one in select conrelid::regclass as target, conname from pg_constraint where contype = 'f' loop
                            execute format('alter table %s drop constraint %I', one.target, one.conname);
                        end loop;
                        for one in select oid::regclass as target from pg_class
                            where relkind = 'r' and relnamespace = 'public'::regnamespace
                        loop
                            execute format('alter table %s set unlogged', one.target);
                        end loop;
                    end
                    $$""");
            statement.execute("""
                    create function uuid_of(high bigint, low bigint) returns uuid immutable
                    return encode(int8send(high) || int8send(low), 'hex')::uuid""");
        }
    }

    private Connection superuser() throws SQLException {
        return SottoTestResource.postgres().superuser(database);
    }

    /**
     * Fills an empty table without foreign key checks, and updates PostgreSQL's statistics.
     *
     * @param insert inserts {@link #ROWS} rows; for {@link #LATER_PAGE}, their ids must start at {@code uuid_of(0, 1)}
     */
    public void fill(String table, String insert) throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("truncate " + table);
            List<String> makes = dropIndexes(statement, table);
            int rows = statement.executeUpdate(insert);
            if (rows != ROWS) {
                throw new IllegalArgumentException(table + " got " + rows + " rows");
            }
            statement.execute("set maintenance_work_mem = '256MB'");
            for (String make : makes) {
                statement.execute(make);
            }
            statement.execute("analyze " + table);
        }
    }

    /** Adds the few rows of a table to which a list is joined, and updates PostgreSQL's statistics. */
    public void fillBeside(String table, String insert) throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("truncate " + table);
            statement.execute(insert);
            statement.execute("analyze " + table);
        }
    }

    /**
     * Returns the statements that create the indexes again. Creating an index after the insert takes a tenth of the
     * time.
     */
    private static List<String> dropIndexes(Statement statement, String table) throws SQLException {
        List<String> drops = new ArrayList<>();
        List<String> makes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select format('alter table %%s drop constraint %%I', conrelid::regclass, conname),
                    format('alter table %%s add constraint %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint where conrelid = '%1$s'::regclass and contype in ('p', 'u')
                union all
                select format('drop index %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
                from pg_index i
                where indrelid = '%1$s'::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)
                """.formatted(table))) {
            while (rows.next()) {
                drops.add(rows.getString(1));
                makes.add(rows.getString(2));
            }
        }
        for (String drop : drops) {
            statement.execute(drop);
        }
        return makes;
    }

    /** Removes the rows and frees the disk space. */
    public void empty(String table) throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("truncate " + table);
        }
    }

    /** Runs statements in a tenant's scope. */
    public Scoped inTenant(UUID tenant, UUID reseller) {
        return new Scoped("tenant", tenant.toString(), reseller.toString());
    }

    /** Runs statements in a reseller's scope. */
    public Scoped inReseller(UUID reseller) {
        return new Scoped("reseller", "", reseller.toString());
    }

    /** Runs statements in the platform's scope. */
    public Scoped inPlatform() {
        return new Scoped("platform", "", "");
    }

    /** Runs statements in one scope. */
    public final class Scoped {
        private final List<String> settings;
        private final String missing;

        private Scoped(String... settings) {
            this(List.of(settings), null);
        }

        private Scoped(List<String> settings, String missing) {
            this.settings = settings;
            this.missing = missing;
        }

        /** The same while an index is missing: so a test shows that it would notice. */
        public Scoped without(String index) {
            return new Scoped(settings, index);
        }

        /**
         * Returns the flaws in a list's query plan, as sentences with the plan; empty if it only follows an index,
         * without a full scan or a sort.
         *
         * @param most the maximum number of rows read from tables, including rows that a filter then removes
         * @param parameters for {@code $1} and so on, in PostgreSQL's text format; null is null
         */
        public List<String> flaws(int most, String statement, Object... parameters) throws SQLException {
            return flaws(QueryPlanCheck.list(most), statement, parameters);
        }

        /**
         * The same for a filtered list. A filter may leave few rows, so PostgreSQL may collect and sort them, within
         * the same limit.
         */
        public List<String> flawsOfSearch(int most, String statement, Object... parameters) throws SQLException {
            return flaws(QueryPlanCheck.search(most), statement, parameters);
        }

        /**
         * The same for a list that is joined to small tables. PostgreSQL may read and sort these completely, within the
         * same limit for the rows of all tables together.
         */
        public List<String> flawsOfJoin(int most, String statement, Object... parameters) throws SQLException {
            return flaws(QueryPlanCheck.join(most), statement, parameters);
        }

        /**
         * Returns how many rows and index entries a statement reads that is not a list, in the worse of its two plans.
         */
        public long rowsRead(String statement, Object... parameters) throws SQLException {
            long most = 0;
            for (String mode : CACHE_MODES) {
                most = Math.max(most, QueryPlanCheck.read(explain(mode, statement, parameters)));
            }
            return most;
        }

        private List<String> flaws(QueryPlanCheck check, String statement, Object... parameters) throws SQLException {
            List<String> flaws = new ArrayList<>();
            for (String mode : CACHE_MODES) {
                JsonNode plan = explain(mode, statement, parameters);
                List<String> found = check.flaws(plan);
                if (!found.isEmpty()) {
                    flaws.add(mode + ": " + String.join(", ", found) + "\n" + plan.toPrettyString());
                }
            }
            return flaws;
        }

        private JsonNode explain(String mode, String sql, Object... parameters) throws SQLException {
            try (Connection connection = superuser();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                if (missing != null) {
                    // Never committed.
                    statement.execute("drop index " + missing);
                }
                statement.execute("set local role " + service + "_app");
                statement.execute("set local plan_cache_mode = " + mode);
                statement.execute("prepare listing as " + scoping.apply(sql, parameters.length));
                try (ResultSet rows = statement.executeQuery(
                        "explain (analyze, verbose, timing off, summary off, buffers off, format json) "
                                + "execute listing" + literals(parameters))) {
                    rows.next();
                    return JSON.readTree(rows.getString(1)).path(0).path("Plan");
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        private String literals(Object... parameters) {
            return Stream.concat(Arrays.stream(parameters), settings.stream())
                    .map(parameter -> parameter == null
                            ? "null"
                            : "'" + parameter.toString().replace("'", "''") + "'")
                    .collect(Collectors.joining(", ", "(", ")"));
        }
    }
}
