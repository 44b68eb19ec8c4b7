package dev.sotto.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    @TempDir
    Path directory;

    @Test
    void startsWithTheDesignedSettings() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.start()) {
            assertThat(ask(postgres, "show server_version")).startsWith("18");
            assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(ask(postgres, "select datlocale from pg_database where datname = 'postgres'"))
                    .isEqualTo("C.UTF-8");
            assertThat(ask(postgres, "show max_connections")).isEqualTo("200");
            assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void refusesSuperuserWithoutPassword() {
        try (LocalPostgres postgres = LocalPostgres.start()) {
            assertThatThrownBy(() -> new org.postgresql.Driver()
                            .connect(postgres.jdbcUrl("postgres") + "?user=postgres&password=postgres", null))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void deletesDataOfTemporaryServer() {
        LocalPostgres postgres = LocalPostgres.start();
        postgres.close();

        assertThat(postgres.directory()).doesNotExist();
    }

    @Test
    void keepsRowsAfterRestart() throws SQLException {
        try (LocalPostgres first = LocalPostgres.start(directory, 0)) {
            run(first, "create table kept as select 42 as answer");
            assertThat(ask(first, "show fsync")).isEqualTo("on");
        }
        try (LocalPostgres second = LocalPostgres.start(directory, 0)) {
            assertThat(ask(second, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void keepsCommittedRowsAfterCrash() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.start()) {
            run(postgres, "create table kept as select 42 as answer");
            int port = postgres.port();

            postgres.kill();
            assertThatThrownBy(() -> postgres.superuser("postgres")).isInstanceOf(SQLException.class);
            postgres.restart();

            assertThat(postgres.port()).isEqualTo(port);
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void reportsPortInUse() {
        try (LocalPostgres first = LocalPostgres.start()) {
            assertThatThrownBy(() -> LocalPostgres.start(directory, first.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not start on port " + first.port())
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void reportsDirectoryInUse() {
        try (LocalPostgres first = LocalPostgres.start(directory, 0)) {
            assertThatThrownBy(() -> LocalPostgres.start(directory, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another process uses");
            assertThat(first.port()).isPositive();
        }
    }

    @Test
    void startsDespiteStalePidFile() throws Exception {
        LocalPostgres.start(directory, 0).close();
        // The pid of a running process that is not PostgreSQL: this JVM.
        Files.writeString(
                directory.resolve("cluster/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (LocalPostgres again = LocalPostgres.start(directory, 0)) {
            assertThat(ask(again, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void stopsWhenItsJvmIsKilled() throws Exception {
        Process jvm = jvmWithServer();
        ProcessHandle server = server();

        jvm.destroyForcibly();

        assertThat(server.onExit().get(ServerTimeout.SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(directory.resolve("cluster/postmaster.pid")).doesNotExist();
    }

    @Test
    void startsAfterStoppingTheOrphanOfAKilledJvm() throws Exception {
        Process jvm = jvmWithServer();
        ProcessHandle orphan = server();
        assertThat(jvm.children().toList())
                .isNotEmpty()
                .allSatisfy(guard -> assertThat(guard.destroyForcibly()).isTrue());
        jvm.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        try (LocalPostgres again = LocalPostgres.start(directory, 0)) {
            assertThat(ask(again, "select 1")).isEqualTo("1");
            assertThat(server().pid()).isNotEqualTo(orphan.pid());
        }
    }

    private Process jvmWithServer() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        InputStream out = jvm.getInputStream();
        assertThat(out.read()).isEqualTo('.');
        return jvm;
    }

    private ProcessHandle server() throws IOException {
        String pid =
                Files.readAllLines(directory.resolve("cluster/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** A JVM that starts a server and waits to be killed. */
    static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            LocalPostgres postgres = LocalPostgres.start(Path.of(arguments[0]), 0);
            System.out.print('.');
            System.out.flush();
            Thread.sleep(60_000);
            postgres.close();
        }
    }

    private static void run(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
