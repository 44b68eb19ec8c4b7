package dev.sotto.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {

    @TempDir
    Path directory;

    private Source source;
    private Target target;
    private String empty;

    @BeforeEach
    void anImport() throws Exception {
        source = Source.create(directory);
        target = new Target(directory);
        empty = target.fingerprint();
        source.generate(1200, directory);
        Run run = Run.of(target.arguments(source.file()), "--files", directory.toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    private Run rollBack() {
        return Run.of(target.rollbackArguments());
    }

    private String anyJob() {
        return target.one(
                "select id from jobs where tenant_id = ? and status = 'Completed' order by id limit 1",
                target.tenant());
    }

    @Test
    void removesExactlyWhatTheImportCreated() throws Exception {
        UUID other = addJob("00000000-0000-7000-8000-0000000000ff");
        Path recording = Files.createDirectories(target.store()
                .resolve("jobs")
                .resolve(target.tenant().toString())
                .resolve(other.toString()));
        Files.writeString(recording.resolve("input"), "a recording");

        Run run = rollBack();

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(target.rows("select id from jobs where tenant_id = ?", target.tenant()))
                .containsExactly(other.toString());
        assertThat(target.rows("select id from workflows where tenant_id = ?", target.tenant()))
                .containsExactly("00000000-0000-7000-8000-0000000000ff");
        assertThat(target.rows("select source_id::text from imported_tasks where tenant_id = ?", target.tenant()))
                .isEmpty();
        assertThat(target.files()).startsWith("1 files");
        try (var left = Files.list(recording.getParent())) {
            assertThat(left).containsExactly(recording);
        }
        assertThat(target.rows("select action from audit_log where tenant_id = ? order by at", target.tenant()))
                .containsExactly("imported", "import-rolled-back");
    }

    @Test
    void importAfterRollbackGivesTheSameResult() {
        String made = target.fingerprint();
        assertThat(rollBack().code()).isZero();
        assertThat(target.fingerprint()).isEqualTo(empty);

        assertThat(Run.of(target.arguments(source.file()), "--files", directory.toString())
                        .code())
                .isZero();

        assertThat(target.fingerprint()).isEqualTo(made);
    }

    @Test
    void refusesWhenAJobHasChanged() {
        target.update("update jobs set version = 2, file_name = 'renamed' where id = ?::uuid", anyJob());

        refused("has changed since it was imported");
    }

    @Test
    void refusesWhenATranscriptHasChanged() throws Exception {
        String path = target.one("select result_path from jobs where id = ?::uuid", anyJob());
        Files.writeString(target.store().resolve("jobs").resolve(path), "{}");

        refused("the transcript of job");
    }

    @Test
    void refusesWhenSomebodyUsesTheWorkflow() {
        addJob(TaskReader.workflowId(target.tenant()).toString());

        refused("was submitted to the imported workflow");
    }

    @Test
    void refusesWhenTheWorkflowHasChanged() {
        target.update("update workflows set version = 2 where tenant_id = ?", target.tenant());

        refused("the imported workflow has changed");
    }

    private void refused(String obstacle) {
        String made = target.fingerprint();

        Run run = rollBack();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains(obstacle);
        assertThat(run.err().lines()).singleElement().asString().contains("not rolled back");
        assertThat(target.fingerprint()).isEqualTo(made);
    }

    private UUID addJob(String workflow) {
        UUID id = UUID.randomUUID();
        if (!workflow.equals(TaskReader.workflowId(target.tenant()).toString())) {
            target.update(
                    "insert into workflows (id, tenant_id, user_id, name, config) values (?::uuid, ?, ?, 'own', '{}')",
                    workflow,
                    target.tenant(),
                    target.owner());
            target.update(
                    "insert into workflow_versions (tenant_id, workflow_id, version, config) values (?, ?::uuid, 1, '{}')",
                    target.tenant(),
                    workflow);
        }
        target.update("""
                insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, file_path, file_name,
                    file_bytes, audio_ms, reserved_ms, reserved_bytes)
                values (?, ?, ?, ?, ?::uuid, 1, 'p', 'own.mp3', 1, 1, 1, 1)
                """, id, target.tenant(), target.reseller(), target.owner(), workflow);
        return id;
    }
}
