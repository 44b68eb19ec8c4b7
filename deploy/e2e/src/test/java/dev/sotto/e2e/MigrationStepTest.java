package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.servers.Databases;
import dev.sotto.servers.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the migration step as Kubernetes runs it: the service's own program, with the migrator's login, which ends
 * after the migration.
 */
class MigrationStepTest {

    /** Of those whose changelogs are SQL alone, and of those that have Java in them. */
    @ParameterizedTest
    @ValueSource(strings = {"job", "tenant"})
    void theServicesProgramMigratesAnEmptyDatabaseAndEnds(String service) throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start()) {
            Databases databases = new Databases(postgres, role -> role + "-password");
            databases.create();

            assertThat(migrate(postgres, service)).isZero();
            assertThat(tables(databases, service)).isGreaterThan(8);
            assertThat(migrate(postgres, service)).isZero();
        }
    }

    private static int migrate(LocalPostgres postgres, String service) throws IOException, InterruptedException {
        Path log = Path.of("target", "migration-step.log");
        ProcessBuilder step = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-jar",
                        "../../" + service + "-service/target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        step.environment()
                .putAll(Map.of(
                        "QUARKUS_INIT_AND_EXIT",
                        "true",
                        "SOTTO_PUBLIC_URL",
                        "https://sotto.example",
                        "QUARKUS_LIQUIBASE_MIGRATE_AT_START",
                        "true",
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + service,
                        "QUARKUS_DATASOURCE_USERNAME",
                        service + "_migrator",
                        "QUARKUS_DATASOURCE_PASSWORD",
                        service + "_migrator-password"));
        Process process = step.start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended)
                .as("the step ends by itself: " + Files.readString(log))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return process.exitValue();
    }

    private static long tables(Databases databases, String service) throws SQLException {
        try (Connection connection = databases.superuser(service);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from pg_tables where schemaname = 'public'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
