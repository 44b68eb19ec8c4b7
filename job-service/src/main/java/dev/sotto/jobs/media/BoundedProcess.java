package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** One run of a program under limits, its standard output copied to a stream and the beginning of its log kept. */
final class BoundedProcess {

    private static final int KEPT_LOG_BYTES = 16_384;
    private static final int SIGKILL = 128 + 9;
    private static final int SIGXCPU = 128 + 24;

    private BoundedProcess() {}

    /** @param log the beginning of what it said on standard error */
    record Outcome(int exitCode, long outputBytes, String log) {

        boolean failed() {
            return exitCode != 0;
        }

        /** Killed by us or by the kernel. FFmpeg's own failures are exit codes above 128 too. */
        boolean outOfTime() {
            return exitCode == SIGKILL || exitCode == SIGXCPU;
        }

        /** The shell's codes, and its complaint where a limit cannot be set. */
        boolean notStarted() {
            return exitCode == 126 || exitCode == 127 || log.contains("ulimit:");
        }
    }

    /** It took longer than its wall-clock limit and was killed. */
    static final class TimedOut extends IOException {
        private static final long serialVersionUID = 1L;

        TimedOut(ProcessLimits limits) {
            super("not done within " + limits.wallClock());
        }
    }

    /**
     * Waits for the program to end. It is killed when this thread is interrupted, when its time is up, and when it
     * prints more than it may.
     */
    static Outcome run(
            List<String> command,
            Map<String, String> environment,
            ProcessLimits limits,
            OutputStream out,
            long maxOutput)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(limits.wrap(command));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            Copy output = new Copy(process, process.getInputStream(), out, maxOutput, true);
            Copy errors = new Copy(process, process.getErrorStream(), log, KEPT_LOG_BYTES, false);
            if (!process.waitFor(limits.wallClock().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimedOut(limits);
            }
            long bytes = output.finish();
            errors.finish();
            return new Outcome(process.exitValue(), bytes, withoutLinkerNotes(log.toString(UTF_8)));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The stand-ins for device libraries carry no versions, which the dynamic linker remarks each time. */
    private static String withoutLinkerNotes(String log) {
        return log.lines()
                .filter(line -> !line.contains("no version information available"))
                .collect(Collectors.joining("\n"));
    }

    /** Copies a pipe on a thread of its own: reading a pipe cannot be interrupted, waiting for a process can. */
    private static final class Copy {

        private final AtomicReference<IOException> failure = new AtomicReference<>();
        private final Thread thread;
        private volatile long bytes;

        Copy(Process process, InputStream in, OutputStream out, long max, boolean killAtMax) {
            thread = new Thread(() -> copy(process, in, out, max, killAtMax), "media-" + process.pid());
            thread.setDaemon(true);
            thread.start();
        }

        private void copy(Process process, InputStream in, OutputStream out, long max, boolean killAtMax) {
            byte[] buffer = new byte[1 << 16];
            try {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    int kept = (int) Math.min(read, max - bytes);
                    out.write(buffer, 0, kept);
                    bytes += kept;
                    if (kept < read && killAtMax) {
                        // By its handle: Process.destroyForcibly also closes the other pipe under its reader.
                        process.toHandle().destroyForcibly();
                        return;
                    }
                }
            } catch (IOException e) {
                failure.set(e);
                process.toHandle().destroyForcibly();
            }
        }

        long finish() throws IOException, InterruptedException {
            thread.join();
            IOException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            return bytes;
        }
    }
}
