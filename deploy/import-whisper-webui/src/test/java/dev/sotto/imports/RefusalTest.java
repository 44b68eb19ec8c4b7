package dev.sotto.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors that prevent the whole import: one clear line, exit code 2, and nothing begun. */
class RefusalTest {

    @TempDir
    Path directory;

    private Source source;
    private Target target;

    @BeforeEach
    void aSourceAndATenant() throws Exception {
        source = Source.create(directory);
        source.add();
        target = new Target(directory);
    }

    private void refused(Run run, String line) {
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .satisfies(said ->
                        assertThat(said).startsWith("import-whisper-webui: ").contains(line));
        assertThat(target.fingerprint()).startsWith("0 jobs 0, 0 ledger 0, imports , workflows , 0 files");
    }

    private Run importFrom(Path file) {
        return Run.of(target.arguments(file));
    }

    private Run with(String option, Object value) {
        List<String> arguments = new ArrayList<>(target.arguments(source.file()));
        arguments.set(arguments.indexOf(option) + 1, value.toString());
        return Run.of(arguments);
    }

    @Test
    void refusesFileThatIsNotADatabase() throws Exception {
        Path file = Files.writeString(directory.resolve("notes.txt"), "Not a database at all. ".repeat(100));

        refused(importFrom(file), "is not a SQLite database");
        refused(importFrom(directory.resolve("gone.db")), "is not a file that can be read");
        refused(importFrom(directory), "is not a file that can be read");
        refused(importFrom(Files.createFile(directory.resolve("empty.db"))), "has no table tasks");
    }

    @Test
    void refusesUnknownSchema() {
        source.execute("alter table tasks drop column task_params");
        source.execute("alter table tasks drop column progress");
        refused(importFrom(source.file()), "lacks task_params, progress");

        source.execute("drop table tasks");
        source.execute("create table notes (id integer primary key)");
        refused(importFrom(source.file()), "has no table tasks");

        source.execute(Source.SCHEMA.replace("id INTEGER NOT NULL", "id VARCHAR NOT NULL"));
        refused(importFrom(source.file()), "does not have id as its integer primary key");
    }

    @Test
    void refusesTruncatedDatabase() throws Exception {
        source.generate(500, directory);
        byte[] bytes = source.bytes();
        Path cut = Files.write(directory.resolve("cut.db"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        refused(importFrom(cut), "is damaged");
    }

    @Test
    void refusesLockedDatabase() throws Exception {
        try (Connection writer = source.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("begin exclusive");

            refused(importFrom(source.file()), "is locked: stop Whisper-WebUI first");
        }
    }

    @Test
    void refusesUnwritableStore() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        refused(with("--store", file), "is not a directory");
        refused(with("--store", directory.resolve("gone")), "is not a directory");

        Path occupied = Files.createDirectories(directory.resolve("occupied"));
        Files.createFile(occupied.resolve("jobs"));
        refused(with("--store", occupied), "can't be written to");
    }

    @Test
    void refusesUnwritableReport() {
        refused(
                Run.of(
                        target.arguments(source.file()),
                        "--report",
                        directory.resolve("gone/report").toString()),
                "--report: ");
    }

    @Test
    void refusesDatabaseOfAnotherService() {
        refused(with("--database", "mysql://x"), "must be as jdbc:postgresql://");
        refused(with("--database", "jdbc:postgresql://127.0.0.1:1/job"), "can't be reached");
        refused(with("--database", Target.databaseUrl("nowhere")), "does not exist");
        refused(with("--database", Target.databaseUrl("tenant")), "--database: ");
    }

    @Test
    void refusesWrongOrMissingPassword() {
        refused(
                Run.of(Map.of(Settings.PASSWORD, "guess", Settings.TOKEN, "t"), target.arguments(source.file())),
                "the password of job_migrator is not accepted");
        refused(Run.of(Map.of(Settings.TOKEN, "t"), target.arguments(source.file())), "SOTTO_JOB_MIGRATOR_PASSWORD");
    }

    @Test
    void refusesRoleUnderRowLevelSecurity() {
        target.update("alter role job_migrator nobypassrls");
        try {
            refused(importFrom(source.file()), "the right to bypass row-level security");
        } finally {
            target.update("alter role job_migrator bypassrls");
        }
    }

    @Test
    void refusesUnmigratedDatabase() {
        target.update("alter table imports rename to imports_of_later");
        Run run;
        try {
            run = importFrom(source.file());
        } finally {
            target.update("alter table imports_of_later rename to imports");
        }
        refused(run, "it is not migrated");
    }

    @Test
    void refusesTenantOfAnotherReseller() {
        UUID other = UUID.randomUUID();
        refused(with("--reseller", other), "is of another reseller");

        target.answer(
                "GET /api/v1/tenants/" + target.tenant(),
                target.tenantJson("Customer").replace(target.reseller().toString(), other.toString()));
        refused(importFrom(source.file()), "is of another reseller");

        target.answer("GET /api/v1/tenants/" + target.tenant(), target.tenantJson("Customer"));
        target.know(other);
        refused(importFrom(source.file()), "is of another reseller");
    }

    @Test
    void refusesUnknownOrNonCustomerTenant() {
        target.answer("GET /api/v1/tenants/" + target.tenant(), target.tenantJson("House"));
        refused(importFrom(source.file()), "is not a Customer but a House");
        refused(with("--tenant", UUID.randomUUID()), "there is no tenant");
    }

    @Test
    void refusesOwnerOutsideTheTenant() {
        refused(with("--owner", UUID.randomUUID()), "there is no user");

        target.answer(
                "GET /api/v1/users/" + target.owner() + "?tenant_id=" + target.tenant(),
                target.ownerJson()
                        .replace(target.tenant().toString(), UUID.randomUUID().toString()));
        refused(importFrom(source.file()), "is not of tenant");
    }

    @Test
    void refusesUnreachableApiAndUnknownToken() {
        refused(with("--api", "http://127.0.0.1:1"), "no answer from");
        refused(
                Run.of(
                        Map.of(Settings.PASSWORD, Target.password(JobDatabase.ROLE), Settings.TOKEN, "old"),
                        target.arguments(source.file())),
                "answers 401");
        refused(
                Run.of(Map.of(Settings.PASSWORD, Target.password(JobDatabase.ROLE)), target.arguments(source.file())),
                "SOTTO_TOKEN");
    }

    @Test
    void refusesMissingUnknownAndMalformedOptions() {
        refused(Run.of(List.of()), "--source is missing");
        refused(Run.of(target.arguments(source.file()), "--what"), "--what");
        refused(with("--tenant", "seven"), "seven");
        refused(Run.of(target.arguments(source.file()), "--new-tenant", "x"), "either --tenant or --new-tenant");
        refused(Run.of(target.rollbackArguments(), "--dry-run"), "don't go together");
        refused(Run.of(target.rollbackArguments()), "nothing was imported into tenant");
    }

    @Test
    void refusesSecondImportAtTheSameTime() throws Exception {
        try (JobDatabase other = JobDatabase.open(Target.databaseUrl("job"), Target.password(JobDatabase.ROLE))) {
            other.lock(target.tenant());

            refused(importFrom(source.file()), "another import into this tenant is running");
        }
    }

    @Test
    void refusesDifferentSourceDatabase() throws Exception {
        assertThat(importFrom(source.file()).code()).isZero();
        String made = target.fingerprint();
        Source another = Source.create(Files.createDirectories(directory.resolve("another")));
        another.add();

        Run run = importFrom(another.file());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("another database was imported into tenant");
        assertThat(target.fingerprint()).isEqualTo(made);
    }
}
