package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.media.BoundedProcess.Outcome;
import dev.sotto.testing.TestTimeout;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(TestTimeout.SECONDS)
class BoundedProcessTest {

    private static final ProcessLimits AMPLE =
            new ProcessLimits(Duration.ofSeconds(20), Duration.ofSeconds(10), 512L << 20);
    private static final Predicate<String> NONE = line -> false;
    private static final List<String> SLEEP = List.of("/bin/sleep", "61");

    @TempDir
    private Path directory;

    @Test
    void killsSlowProcess() {
        ProcessLimits brief = new ProcessLimits(Duration.ofMillis(200), Duration.ofSeconds(10), 512L << 20);

        assertThatThrownBy(() -> run(SLEEP, brief)).isInstanceOf(BoundedProcess.TimedOut.class);

        assertThatNoneSleeps();
    }

    @Test
    void killsWhenTheWaitingThreadIsInterrupted() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                run(SLEEP, AMPLE);
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        waiting.start();
        waiting.interrupt();
        waiting.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThatNoneSleeps();
    }

    @Test
    void killsProcessAboveCpuLimit() throws Exception {
        ProcessLimits brief = new ProcessLimits(Duration.ofSeconds(20), Duration.ofSeconds(1), 512L << 20);

        assertThat(run(List.of("/bin/sh", "-c", "while :; do :; done"), brief).outOfTime())
                .isTrue();
    }

    @Test
    void distinguishesExternalSignalFromLimits() throws Exception {
        for (String signal : List.of("KILL", "TERM")) {
            Outcome outcome = run(List.of("/bin/sh", "-c", "echo sound; kill -" + signal + " $$"), AMPLE);

            assertThat(outcome.disturbed()).as(signal).isTrue();
            assertThat(outcome.outOfTime()).as(signal).isFalse();
        }
        assertThat(run(endsAsFfmpegAfterSignal(15), AMPLE).disturbed()).isTrue();
        assertThat(run(endsAsFfmpegAfterSignal(24), AMPLE).disturbed()).isFalse();
        assertThat(run(endsAsFfmpegAfterSignal(24), AMPLE).outOfTime()).isTrue();
    }

    /** Behind more output than the beginning of the log keeps. */
    private static List<String> endsAsFfmpegAfterSignal(int number) {
        String script = "yes damaged | head -c 50000 >&2; echo >&2; echo 'Exiting normally, received signal " + number
                + ".' >&2; exit 255";
        return List.of("/bin/sh", "-c", script);
    }

    @Test
    void limitsMemory() throws Exception {
        List<String> greedy = List.of("/bin/dd", "if=/dev/zero", "of=/dev/null", "bs=600M", "count=1");

        assertThat(run(greedy, AMPLE).failed()).isTrue();
    }

    @Test
    void limitsOutput() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Outcome outcome = BoundedProcess.run(List.of("/usr/bin/yes"), Map.of(), AMPLE, out, 1000, NONE);

        assertThat(outcome.outputBytes()).isEqualTo(1000);
        assertThat(out.size()).isEqualTo(1000);
        assertThat(outcome.full()).isTrue();
        assertThat(outcome.disturbed()).isFalse();
    }

    @Test
    void forbidsWritingFiles() throws Exception {
        Path file = directory.resolve("written");

        assertThat(run(List.of("/bin/sh", "-c", "echo something > " + file), AMPLE)
                        .failed())
                .isTrue();

        assertThat(file).isEmptyFile();
    }

    @Test
    void passesNoEnvironment() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        BoundedProcess.run(List.of("/usr/bin/env"), Map.of("GIVEN", "yes"), AMPLE, out, 10_000, NONE);

        assertThat(out.toString(UTF_8)).contains("GIVEN=yes").doesNotContain("HOME=", "JAVA");
    }

    @Test
    void passesLinesOnAndKeepsTheRest() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();

        Outcome outcome = BoundedProcess.run(
                List.of("/bin/sh", "-c", "printf 'one\\nkeep\\ntwo' >&2"),
                Map.of(),
                AMPLE,
                OutputStream.nullOutputStream(),
                1,
                line -> lines.add(line) && !line.equals("keep"));

        assertThat(lines).containsExactly("one", "keep", "two");
        assertThat(outcome.log()).isEqualTo("keep");
    }

    private static Outcome run(List<String> command, ProcessLimits limits) throws Exception {
        return BoundedProcess.run(command, Map.of(), limits, OutputStream.nullOutputStream(), Long.MAX_VALUE, NONE);
    }

    private static void assertThatNoneSleeps() {
        ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("sleep 61"))
                .forEach(child -> assertThat(child.onExit()).succeedsWithin(TestTimeout.DURATION));
    }
}
