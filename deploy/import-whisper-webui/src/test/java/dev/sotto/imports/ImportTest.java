package dev.sotto.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.jobs.transcripts.TranscriptJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTest {

    @TempDir
    Path directory;

    private Source source;
    private Target target;

    @BeforeEach
    void aSourceAndATenant() throws Exception {
        source = Source.create(directory);
        target = new Target(directory);
    }

    private Run importIt(String... more) {
        return Run.of(target.arguments(source.file()), more);
    }

    private String job(String columns) {
        return target.one("select concat_ws('|', " + columns + ") from jobs where tenant_id = ?", target.tenant());
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, Failed|interrupted|0",
        "QUEUED, Failed|interrupted|0",
        "PAUSED, Failed|interrupted|1",
        "IN_PROGRESS, Failed|interrupted|1",
        "RETRYING, Failed|interrupted|1",
        "COMPLETED, Completed|1",
        "FAILED, Failed|engine-failed|1",
        "CANCELLED, Cancelled|cancelled|0",
        "in_progress, Failed|interrupted|1",
        "completed, Completed|1"
    })
    void mapsEachStatusAndQueuesNoJob(String status, String wanted) {
        source.add("status", status);

        assertThat(importIt().code()).isZero();

        assertThat(job("status, reason, attempt")).isEqualTo(wanted);
        assertThat(target.one("select count(*) from dispatch where tenant_id = ?", target.tenant()))
                .isEqualTo("0");
    }

    @Test
    void jobHasItsTasksData() {
        source.add(
                "status",
                "FAILED",
                "error",
                "CUDA out of memory",
                "file_name",
                "../../etc/Meeting\u0007 1.mp3",
                "audio_duration",
                6.3655,
                "duration",
                1.25,
                "progress",
                0.375);

        assertThat(importIt().code()).isZero();

        assertThat(
                        job(
                                "error, file_name, file_bytes, audio_ms, processing_time, progress, version, reserved_ms,"
                                        + " reserved_bytes, stored_bytes, created_at at time zone 'UTC', completed_at at time zone 'UTC'"))
                .isEqualTo("CUDA out of memory|Meeting 1.mp3|0|6366|2|0.3750|1|0|0|0|2025-03-01 09:00:00"
                        + "|2025-03-01 09:00:09.123456");
        assertThat(job("tenant_id, reseller_id, user_id"))
                .isEqualTo(target.tenant() + "|" + target.reseller() + "|" + target.owner());
    }

    @Test
    void transcriptIsReadableAndContainsNoSecrets() throws IOException {
        source.add("language", "english");

        assertThat(importIt().code()).isZero();

        String json = Files.readString(target.store().resolve("jobs").resolve(job("result_path")));
        Transcript transcript = TranscriptJson.read(json);
        assertThat(json).doesNotContain("hf_secret");
        assertThat(transcript.text()).isEqualTo("Good morning. Grüße 😀");
        assertThat(List.of(transcript.model(), transcript.language(), transcript.engine(), transcript.task()))
                .containsExactly("large-v2", "en", "whisper-webui", "transcribe");
        assertThat(transcript.durationMs()).isEqualTo(6365);
        assertThat(transcript.segments().get(0).words()).hasSize(2);
        assertThat(TranscriptFormat.SRT.render(transcript)).contains("00:00:01,500 --> 00:00:02,250");
    }

    @Test
    void diarizedTextGivesSpeakers() throws IOException {
        source.add(
                "result",
                "[{\"text\": \"SPEAKER_00|Good|morning\", \"start\": 0, \"end\": 1}, {\"text\": \"None|x\", \"start\": 1, \"end\": 2}]",
                "task_params",
                "{\"diarization\": {\"is_diarize\": true}}");

        assertThat(importIt().code()).isZero();

        Transcript transcript = TranscriptJson.read(
                Files.readString(target.store().resolve("jobs").resolve(job("result_path"))));
        assertThat(transcript.segments().get(0).speaker()).isEqualTo("SPEAKER_00");
        assertThat(transcript.segments().get(1).speaker()).isNull();
        assertThat(transcript.text()).isEqualTo("Good|morning x");
    }

    @Test
    void recordingWithoutSpeechGivesEmptyTranscript() throws IOException {
        source.add(
                "result",
                "[{\"id\": null, \"text\": null, \"start\": null, \"end\": null, \"words\": null}]",
                "audio_duration",
                null);

        assertThat(importIt().code()).isZero();

        Transcript transcript = TranscriptJson.read(
                Files.readString(target.store().resolve("jobs").resolve(job("result_path"))));
        assertThat(transcript.segments()).isEmpty();
        assertThat(transcript.durationMs()).isZero();
    }

    @Test
    void secondRunChangesNothing() {
        source.generate(300, directory);
        byte[] untouched = source.bytes();
        Run first = importIt("--files", directory.toString());
        String made = target.fingerprint();

        Run second = importIt("--files", directory.toString());

        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(second.code()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).contains("copied 0 rows").contains("verified: counts, sums and checksums are equal");
        assertThat(target.fingerprint()).isEqualTo(made);
        assertThat(source.bytes()).isEqualTo(untouched);
    }

    @Test
    void nextRunImportsNewTasks() {
        source.add();
        assertThat(importIt().code()).isZero();
        source.add();

        Run second = importIt();

        assertThat(second.out()).contains("copied 1 rows");
        assertThat(target.one("select count(*) from jobs where tenant_id = ?", target.tenant()))
                .isEqualTo("2");
    }

    @Test
    void reportsTaskChangedSinceImport() {
        source.add("status", "QUEUED", "result", "{}");
        assertThat(importIt().code()).isZero();
        source.execute("update tasks set status = 'COMPLETED', result = '[]'");

        Run second = importIt();

        assertThat(second.code()).isEqualTo(1);
        assertThat(second.out()).contains("row 1 has changed in the source since it was imported");
    }

    @Test
    void keepsUsersChanges() {
        source.add();
        source.add();
        assertThat(importIt().code()).isZero();
        List<String> jobs = target.rows("select id from jobs where tenant_id = ? order by id", target.tenant());
        target.update("delete from jobs where id = ?::uuid", jobs.get(0));
        target.update("update jobs set file_name = 'renamed', version = 2 where id = ?::uuid", jobs.get(1));

        Run second = importIt();

        assertThat(second.code()).as(second.out()).isZero();
        assertThat(second.out()).contains("1 jobs were changed").contains("1 jobs were removed");
        assertThat(job("file_name")).isEqualTo("renamed");
    }

    @Test
    void rewritesLostAndDamagedTranscripts() throws IOException {
        source.add();
        source.add();
        assertThat(importIt().code()).isZero();
        String whole = target.fingerprint();
        List<String> paths = target.rows("select result_path from jobs where tenant_id = ?", target.tenant());
        Files.delete(target.store().resolve("jobs").resolve(paths.get(0)));
        Files.writeString(target.store().resolve("jobs").resolve(paths.get(1)), "{");

        Run second = importIt();

        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("2 transcripts were missing or damaged");
        assertThat(target.fingerprint()).isEqualTo(whole);
    }

    @Test
    void billsReservesAndPublishesNothing() {
        source.generate(200, directory);
        String before = quiet();

        assertThat(importIt("--files", directory.toString()).code()).isZero();

        assertThat(quiet()).isEqualTo(before);
    }

    private String quiet() {
        return target.one("""
                select (select count(*) from outbox) || ' ' || (select count(*) from dispatch)
                    || (select q::text from quota_accounts q where tenant_id = ?)
                """, target.tenant());
    }

    @Test
    void onlyTheTenantSeesItsImportedJobs() throws Exception {
        source.add();
        assertThat(importIt().code()).isZero();

        assertThat(seenBy(target.tenant().toString())).isEqualTo(1);
        assertThat(seenBy("00000000-0000-7000-8000-00000000000a")).isZero();
    }

    private static int seenBy(String tenant) throws Exception {
        try (var connection = Target.databases().connect("job", "job_app");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.scope', 'tenant', true), set_config('app.tenant_id', '" + tenant
                    + "', true)");
            try (var rows = statement.executeQuery("select count(*) from jobs")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void auditLogShowsTheImport() {
        source.add();
        assertThat(importIt().code()).isZero();

        assertThat(target.rows("select actor || ' ' || action from audit_log where tenant_id = ?", target.tenant()))
                .containsExactly("import-whisper-webui imported");
    }

    @Test
    void dryRunReportsEverythingAndWritesNothing() throws IOException {
        source.generate(1000, directory);
        Path report = directory.resolve("refused.tsv");

        Run run = Run.of(
                List.of("--source", source.file().toString(), "--dry-run", "--report", report.toString()),
                "--files",
                directory.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("1,000 rows in the source")
                .contains("799 Completed")
                .contains("nothing was written");
        assertThat(Files.readAllLines(report)).hasSize(1 + 21);
        assertThat(target.fingerprint()).startsWith("0 jobs 0, 0 ledger 0, imports , workflows , 0 files");
    }
}
