package dev.sotto.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedRowsTest {

    @TempDir
    Path directory;

    private Source source;

    @BeforeEach
    void aSource() {
        source = Source.create(directory);
    }

    private Run dryRun(String... more) {
        return Run.of(List.of("--source", source.file().toString(), "--dry-run"), more);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("status", null, "it has no status"),
                Arguments.of("status", "LOST", "none of Whisper-WebUI's eight"),
                Arguments.of("task_type", null, "it has no task_type"),
                Arguments.of("task_type", "VAD", "it is a vad task"),
                Arguments.of("task_type", "BGM_SEPARATION", "it is a bgm_separation task"),
                Arguments.of("task_type", "SINGING", "none of Whisper-WebUI's three"),
                Arguments.of("uuid", "", "it has no uuid"),
                Arguments.of("uuid", "a\0b", "its uuid has a NUL character"),
                Arguments.of("uuid", "x".repeat(256), "its uuid is longer than 255"),
                Arguments.of("uuid", new byte[] {(byte) 0xff, 'a'}, "its uuid is not UTF-8"),
                Arguments.of("created_at", "yesterday", "its created_at is not a time"),
                Arguments.of("created_at", "2025-02-30 00:00:00", "its created_at is not a time"),
                Arguments.of("created_at", "0001-01-01 00:00:00.000000", "its created_at is absurd"),
                Arguments.of("updated_at", "9999-12-31 23:59:59.999999", "its updated_at is absurd"),
                Arguments.of("created_at", 12345, "its created_at is not a time"),
                Arguments.of("audio_duration", -1.0, "its audio_duration is absurd"),
                Arguments.of("audio_duration", 1e300, "its audio_duration is absurd"),
                Arguments.of("audio_duration", Double.POSITIVE_INFINITY, "its audio_duration is absurd"),
                Arguments.of("audio_duration", "long", "its audio_duration is not a number"),
                Arguments.of("duration", -0.5, "its duration is absurd"),
                Arguments.of("task_params", "{", "its task_params are not JSON"),
                Arguments.of("result", null, "it is completed and has no result"),
                Arguments.of("result", "null", "its result is not a list of segments"),
                Arguments.of("result", "{}", "its result is not a list of segments"),
                Arguments.of("result", "[1]", "its result is not a list of segments"),
                Arguments.of("result", "[{\"text\": \"a\"", "its result is not JSON"),
                Arguments.of("result", "[".repeat(5000), "its result is not a list of segments"),
                Arguments.of("result", "[{\"x\": " + "[".repeat(5000), "its result is not JSON"),
                Arguments.of("result", new byte[] {'[', '"', (byte) 0xff, '"', ']'}, "its result is not"),
                Arguments.of("result", segment("a\\u0000b", 0, 1), "a NUL character in segment 1"),
                Arguments.of("result", segment("a\\ud83d", 0, 1), "half a character (a lone surrogate) in segment 1"),
                Arguments.of("result", segment("\\ude00a", 0, 1), "half a character (a lone surrogate) in segment 1"),
                Arguments.of("result", segment("a", 2, 1), "runs backwards in segment 1"),
                Arguments.of("result", segment("a", -1, 1), "is absurd"),
                Arguments.of("result", "[{\"text\": \"a\", \"start\": NaN, \"end\": 1}]", "is absurd"),
                Arguments.of("result", "[{\"text\": \"a\"}]", "has no times for segment 1"),
                Arguments.of(
                        "result",
                        "[" + inner("a", 5, 6) + "," + inner("b", 1, 2) + "]",
                        "its result is out of order at segment 2"),
                Arguments.of("result_type", "XML", "neither json nor filepath"));
    }

    private static String segment(String text, double start, double end) {
        return "[" + inner(text, start, end) + "]";
    }

    private static String inner(String text, double start, double end) {
        return "{\"text\": \"" + text + "\", \"start\": " + start + ", \"end\": " + end + "}";
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void listsInvalidRowWithReason(String column, Object value, String reason) {
        source.add();
        source.add(column, value);
        source.add();

        Run run = dryRun();

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("refused ")))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("refused 2\t").contains(reason));
        assertThat(run.out()).contains("2 Completed");
    }

    @Test
    void importsFirstOfRowsWithSameUuid() {
        String uuid = source.add();
        source.add("uuid", uuid);
        source.add("uuid", uuid);

        assertThat(dryRun().out().lines().filter(line -> line.startsWith("refused ")))
                .hasSize(2)
                .allMatch(line -> line.contains("its uuid is that of row 1 too"));
    }

    @Test
    void doesNotReadTooLongResultIntoMemory() {
        source.execute("insert into tasks (uuid, status, task_type, result, created_at, updated_at) values ('u',"
                + " 'COMPLETED', 'TRANSCRIPTION', zeroblob(100000000), '2025-03-01 09:00:00', '2025-03-01 09:00:00')");
        long before = allocatedByThisThread();

        assertThat(dryRun().out()).contains("refused 1\tu\tits result is longer than 32000000 bytes: 100000000");
        assertThat(allocatedByThisThread() - before).isLessThan(50_000_000);
    }

    private static long allocatedByThisThread() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void readsResultFilesOnlyFromTheirDirectory() throws Exception {
        Path files = Files.createDirectories(directory.resolve("cache"));
        Files.writeString(files.resolve("good.json"), Source.RESULT);
        Files.writeString(directory.resolve("outside.json"), Source.RESULT);
        Files.createSymbolicLink(files.resolve("link.json"), directory.resolve("outside.json"));
        for (String path : List.of(
                "good.json",
                files.resolve("good.json").toString(),
                "gone.json",
                "../outside.json",
                directory.resolve("outside.json").toString(),
                "link.json",
                ".",
                "a\\u0000b")) {
            source.add("result_type", "FILEPATH", "result", "\"" + path + "\"");
        }

        Run run = dryRun("--files", files.toString());

        assertThat(run.out().lines().filter(line -> line.startsWith("refused ")).map(line -> line.split("\t")[2]))
                .satisfiesExactly(
                        gone -> assertThat(gone).contains("its result file is gone: \"gone.json\""),
                        up -> assertThat(up).contains("lies outside of --files"),
                        elsewhere -> assertThat(elsewhere).contains("lies outside of --files"),
                        link -> assertThat(link).contains("lies outside of --files"),
                        itself -> assertThat(itself).contains("is not a file"),
                        nul -> assertThat(nul).contains("has no possible name"));
        assertThat(run.out()).contains("2 Completed");
    }

    @Test
    void opensNoFileWithoutDirectory() throws Exception {
        Files.writeString(directory.resolve("good.json"), Source.RESULT);
        source.add("result_type", "FILEPATH", "result", "\"" + directory.resolve("good.json") + "\"");

        assertThat(dryRun().out()).contains("its result lies in a file, and --files was not given");
    }

    @Test
    void cleansDisplayTextAndImportsRow() {
        source.add("file_name", new byte[] {'a', 0, (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'b'}, "progress", -7.0);
        source.add("file_name", null, "audio_duration", null, "language", "klingon", "duration", null);

        assertThat(dryRun().out()).contains("2 Completed").contains("0 refused");
    }
}
