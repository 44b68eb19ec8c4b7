package dev.sotto.e2e.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with wrong settings refuses to start or warns, and names the key. */
class WrongSettingsTest {

    /** All that the service needs to start; nothing answers at these addresses. */
    private static final String COMPLETE = """
            config_ordinal=275
            quarkus.http.port=0
            quarkus.management.port=0
            quarkus.log.console.json.enabled=false
            kafka.bootstrap.servers=127.0.0.1:1
            quarkus.datasource.reactive.url=postgresql://127.0.0.1:1/job
            quarkus.datasource.username=job_app
            quarkus.datasource.password=secret
            quarkus.datasource.system.reactive.url=postgresql://127.0.0.1:1/job
            quarkus.datasource.system.username=job_system
            quarkus.datasource.system.password=secret
            """;

    @TempDir
    Path directory;

    private Process service;

    @AfterEach
    void end() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    @Test
    void refusesToStartWithUnknownKeyInFile() throws Exception {
        start("sotto.jobs.worker=2\n", Map.of());

        assertThat(refusal()).contains("sotto.jobs.worker in ", "settings.properties", "does not map to any root");
    }

    @Test
    void refusesToStartWithValueOutOfRange() throws Exception {
        start("sotto.database.silence=PT5S\n", Map.of());

        assertThat(refusal()).contains("sotto.database.silence must be longer than or equal to");
    }

    @Test
    void warnsAboutUnknownEnvironmentVariable() throws Exception {
        start(
                "",
                Map.of("SOTTO_JOBS_WORKER", "2", "SOTTO_JOBS_WORKERS", "0", "SOTTO_GATEWAY_SERVICE_HOST", "10.0.0.1"));

        TestTimeout.await()
                .untilAsserted(() -> assertThat(log())
                        .contains("SOTTO_JOBS_WORKER is ignored: job-service has no such setting")
                        .contains("waiting for PostgreSQL"));
        assertThat(log()).doesNotContain("SOTTO_JOBS_WORKERS is").doesNotContain("SOTTO_GATEWAY_SERVICE_HOST");
    }

    @Test
    void endsWhenItIsToldToWhileItWaitsForPostgres() throws Exception {
        start("", Map.of());
        TestTimeout.await().untilAsserted(() -> assertThat(log()).contains("waiting for PostgreSQL"));

        service.destroy();

        assertThat(refusal()).contains("told to end before PostgreSQL was there");
    }

    private void start(String wrong, Map<String, String> environment) throws IOException {
        Path settings = Files.writeString(directory.resolve("settings.properties"), COMPLETE + wrong);
        ProcessBuilder program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-jar",
                        Path.of("../../job-service/target/quarkus-app/quarkus-run.jar")
                                .toAbsolutePath()
                                .toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        program.environment().put("QUARKUS_CONFIG_LOCATIONS", settings.toUri().toString());
        program.environment().putAll(environment);
        service = program.start();
    }

    private String refusal() throws IOException, InterruptedException {
        assertThat(service.waitFor(TestTimeout.SECONDS, TimeUnit.SECONDS))
                .as(log())
                .isTrue();
        assertThat(service.exitValue()).as(log()).isNotZero();
        return log();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }
}
