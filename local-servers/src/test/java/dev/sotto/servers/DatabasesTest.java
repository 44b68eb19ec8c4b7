package dev.sotto.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabasesTest {
    private static LocalPostgres postgres;
    private static Databases databases;

    @BeforeAll
    static void start() throws SQLException {
        postgres = LocalPostgres.start();
        databases = new Databases(postgres, role -> "it's " + role);
        databases.create();
        databases.create();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void rolesHaveOnlyTheDesignedPrivileges() throws SQLException {
        List<String> roles = ask(databases.superuser("job"), """
                select concat_ws(' ', rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication)
                from pg_roles where rolname ~ '^job_' order by rolname""");

        assertThat(roles).containsExactly("job_app t f f f f f", "job_migrator t f t f f f", "job_system t f f f f f");
    }

    @Test
    void nextRunRemovesExtraPrivileges() throws SQLException {
        run(
                databases.superuser("job"),
                "alter role billing_app superuser bypassrls createrole; "
                        + "grant create, connect on database job to billing_app");

        databases.create();

        assertThat(ask(
                        databases.superuser("job"),
                        "select count(*) from pg_roles where rolname like '%\\_app' and "
                                + "(rolsuper or rolbypassrls or rolcreaterole)"))
                .containsExactly("0");
        assertThatThrownBy(() -> databases.connect("job", "billing_app"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void runtimeRolesOwnNothingAndHaveNoMemberships() throws SQLException {
        for (String service : Databases.SERVICES) {
            assertThat(ask(databases.superuser(service), """
                    select r.rolname from pg_roles r
                    where r.rolname ~ '_(app|system)$' and (
                      exists (select from pg_class c where c.relowner = r.oid)
                      or exists (select from pg_database d where d.datdba = r.oid)
                      or exists (select from pg_namespace n where n.nspowner = r.oid)
                      or exists (select from pg_auth_members m where m.member = r.oid))""")).isEmpty();
            assertThat(ask(
                            databases.superuser(service),
                            "select pg_get_userbyid(datdba) from pg_database "
                                    + "where datname = current_database() union all "
                                    + "select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'public'"))
                    .containsExactly(service + "_migrator", service + "_migrator");
        }
    }

    @Test
    void rolesConnectOnlyToTheirOwnDatabase() throws SQLException {
        for (String service : Databases.SERVICES) {
            for (String kind : List.of("migrator", "app", "system")) {
                String role = service + "_" + kind;
                assertThat(ask(databases.connect(service, role), "select current_user"))
                        .containsExactly(role);
                for (String other : Databases.SERVICES) {
                    if (!other.equals(service)) {
                        assertThatThrownBy(() -> databases.connect(other, role))
                                .isInstanceOf(SQLException.class)
                                .hasMessageContaining("permission denied for database");
                    }
                }
            }
        }
    }

    @Test
    void runtimeRolesCannotCreateObjects() {
        for (String role : List.of("job_app", "job_system")) {
            assertThatThrownBy(() -> run(databases.connect("job", role), "create table mine (id int)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for schema public");
            assertThatThrownBy(() -> run(databases.connect("job", role), "create temporary table mine (id int)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied to create temporary tables");
        }
    }

    @Test
    void runtimeRolesHaveStatementTimeouts() throws SQLException {
        assertThat(ask(databases.connect("billing", "billing_app"), "show statement_timeout"))
                .containsExactly("15s");
        assertThat(ask(databases.connect("billing", "billing_app"), "show idle_in_transaction_session_timeout"))
                .containsExactly("15s");
        assertThat(ask(databases.connect("billing", "billing_system"), "show statement_timeout"))
                .containsExactly("1min");
    }

    @Test
    void wrongPasswordIsRefused() {
        Databases wrong = new Databases(postgres, role -> "wrong");

        assertThatThrownBy(() -> wrong.connect("job", "job_app"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void migratesFromTheClassPathAndFromADirectory() throws SQLException {
        databases.migrate("job", getClass().getClassLoader());
        databases.migrate("job", Path.of("target", "test-classes"));

        assertThat(ask(databases.superuser("job"), "select tableowner from pg_tables where tablename = 'parrots'"))
                .containsExactly("job_migrator");
        run(databases.connect("job", "job_app"), "insert into parrots values ('Coco')");
        assertThatThrownBy(() -> run(databases.connect("job", "job_app"), "delete from parrots"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for table parrots");
    }

    @Test
    void killedMigrationLeavesNoLockRow() throws SQLException {
        databases.migrate("job", getClass().getClassLoader());

        assertThat(ask(databases.superuser("job"), "select to_regclass('public.databasechangeloglock')"))
                .containsExactly((String) null);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> ask(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        }
    }
}
