package dev.sotto.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the program as a process and kills it repeatedly with SIGKILL. {@code -Dsotto.import.rows} sets the number of
 * rows: 4,000 with seven kills in a build; 1,000,000 with twenty under {@code -Pcampaign}.
 */
class KillTest {

    private static final int ROWS = Integer.getInteger("sotto.import.rows", 4_000);
    private static final boolean CAMPAIGN = Boolean.getBoolean("sotto.campaign");
    private static final int KILLS = CAMPAIGN ? 20 : 7;
    private static final int ROLLBACK_KILLS = CAMPAIGN ? 3 : 1;
    private static final long PATIENCE_MINUTES = 60;
    /** Ids start at 1, so this shows the progress of an import or a rollback. */
    private static final String LAST = "select coalesce(max(source_id), 0) from imported_tasks where tenant_id = ?";

    private static final String FIRST =
            "select coalesce(min(source_id) - 1, " + ROWS + ") from imported_tasks where tenant_id = ?";

    /** A heap of 256 MB and the rest of a JVM. */
    private static final long MOST_RESIDENT_KB = 480_000;

    @TempDir
    Path directory;

    private Source source;
    private Target target;
    private final Random random = new Random(20250302);

    @Test
    void killedImportGivesTheSameResult() throws Exception {
        source = Source.create(directory);
        Path files = Files.createDirectories(directory.resolve("cache"));
        source.generate(ROWS, files);
        target = new Target(directory);
        String nothing = target.fingerprint();

        long started = System.nanoTime();
        long peak = finish(start(importArguments()));
        String uninterrupted = target.fingerprint();
        figure(
                "uninterrupted: %,d rows of %,d MB in %.1f s, peak %,d MB",
                ROWS, Files.size(source.file()) / 1_000_000, seconds(started), peak / 1000);
        assertThat(ledgerRows()).isEqualTo(ROWS);

        for (int kill = 1; kill <= ROLLBACK_KILLS; kill++) {
            killWhen(rollbackArguments(), FIRST, (long) ROWS * kill / (ROLLBACK_KILLS + 1));
        }
        finish(start(rollbackArguments()));
        assertThat(target.fingerprint()).isEqualTo(nothing);

        started = System.nanoTime();
        for (int kill = 1; kill <= KILLS; kill++) {
            // The last two kills happen during verification.
            long rows = kill > KILLS - 2 ? ROWS : (long) ROWS * kill / (KILLS - 1);
            killWhen(importArguments(), LAST, rows);
        }
        peak = finish(start(importArguments()));
        figure("killed %d times: %.1f s, peak %,d MB", KILLS, seconds(started), peak / 1000);

        assertThat(target.fingerprint()).isEqualTo(uninterrupted);
        assertThat(peak).isLessThan(MOST_RESIDENT_KB);

        started = System.nanoTime();
        finish(start(rollbackArguments()));
        figure("rolled back in %.1f s", seconds(started));
        assertThat(target.fingerprint()).isEqualTo(nothing);
    }

    private List<String> importArguments() {
        List<String> arguments = new ArrayList<>(target.arguments(source.file()));
        arguments.addAll(List.of(
                "--files",
                directory.resolve("cache").toString(),
                "--report",
                directory.resolve("refused.tsv").toString()));
        return arguments;
    }

    private List<String> rollbackArguments() {
        return target.rollbackArguments();
    }

    private long ledgerRows() {
        return Long.parseLong(target.one("select count(*) from imported_tasks where tenant_id = ?", target.tenant()));
    }

    /** Waits for this row and a short time more, and kills the program. */
    private void killWhen(List<String> arguments, String reached, long row) throws Exception {
        Process process = start(arguments);
        try (Connection connection = Target.databases().superuser("job");
                PreparedStatement statement = connection.prepareStatement(reached)) {
            statement.setObject(1, target.tenant());
            boolean ended = false;
            while (!ended && read(statement) < row) {
                ended = process.waitFor(3, TimeUnit.MILLISECONDS);
            }
        }
        // Kills at a random point of the next steps.
        boolean ended = process.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        assertThat(ended).as("it was still at work: " + log()).isFalse();
    }

    private static long read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                CAMPAIGN ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ImportWhisperWebui.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().putAll(Target.environment());
        return builder.start();
    }

    /** Waits for a successful end, and returns the highest memory use seen, in kB. */
    private long finish(Process process) throws Exception {
        long peak = 0;
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, resident(process.pid()));
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        assertThat(process.exitValue()).as(log()).isZero();
        return peak;
    }

    private static long resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException gone) {
            return 0;
        }
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void figure(String text, Object... values) {
        System.out.println("import: " + String.format(Locale.ROOT, text, values));
    }
}
