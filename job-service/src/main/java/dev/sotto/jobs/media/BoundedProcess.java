package dev.sotto.jobs.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs a program under limits. Copies its standard output to a stream and keeps the beginning of its log. */
final class BoundedProcess {

    private static final int SIGNAL = 128;
    private static final int LAST_SIGNAL = 128 + 31;
    private static final int SIGXCPU = 128 + 24;
    /** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV. */
    private static final Set<Integer> CRASHES = Set.of(4, 5, 6, 7, 8, 11);

    /** FFmpeg's exit codes after a signal, and after four signals. */
    private static final int SIGNALLED = 255;

    private static final int SIGNALLED_OFTEN = 123;
    /** Must start a line, because FFmpeg indents text that it quotes from a recording. */
    private static final Pattern RECEIVED = Pattern.compile("(?m)^Exiting normally, received signal (\\d+)");

    private static final String XCPU_NUMBER = "24";

    private BoundedProcess() {}

    /**
     * @param log the beginning and the end of standard error
     * @param full whether we killed it because it printed too much
     */
    record Outcome(int exitCode, long outputBytes, String log, boolean full) {

        boolean failed() {
            return exitCode != 0;
        }

        /** Returns whether it reached its limit of processor time. */
        boolean outOfTime() {
            return exitCode == SIGXCPU || exitCode == SIGNALLED_OFTEN || XCPU_NUMBER.equals(received());
        }

        /**
         * Returns whether an external signal ended it. A signal of our limits does not count, and neither does a crash,
         * which the recording causes. FFmpeg's own failures have exit codes above those of signals.
         */
        boolean disturbed() {
            boolean signalled = exitCode > SIGNAL && exitCode <= LAST_SIGNAL || received() != null;
            return signalled && !CRASHES.contains(exitCode - SIGNAL) && !outOfTime() && !full;
        }

        private @Nullable String received() {
            Matcher note = RECEIVED.matcher(log);
            return exitCode == SIGNALLED && note.find() ? note.group(1) : null;
        }

        /** Checks for the shell's exit codes, and for its message when a limit cannot be set. */
        boolean notStarted() {
            return exitCode == 126 || exitCode == 127 || firstLine().contains("ulimit:");
        }

        /** Returns the shell's line if it did not start the program. Later lines may quote the recording. */
        String firstLine() {
            return log.lines().findFirst().orElse("");
        }
    }

    /** The program exceeded its wall-clock limit and was killed. */
    static final class TimedOut extends IOException {
        private static final long serialVersionUID = 1L;

        TimedOut(ProcessLimits limits) {
            super("not done within " + limits.wallClock());
        }
    }

    /**
     * Waits for the program to end. Kills it if this thread is interrupted, if its time is over, or if it prints too
     * much.
     *
     * @param consumed gets each line of standard error, on another thread, and returns whether the log need not keep it
     */
    static Outcome run(
            List<String> command,
            Map<String, String> environment,
            ProcessLimits limits,
            OutputStream out,
            long maxOutput,
            Predicate<String> consumed)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(limits.wrap(command));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = start(builder);
        try {
            process.getOutputStream().close();
            KeptLog log = new KeptLog();
            Copy output = new Copy(process, process.getInputStream(), out, maxOutput, true);
            LineFilter lines = new LineFilter(consumed, log);
            Copy errors = new Copy(process, process.getErrorStream(), lines, Long.MAX_VALUE, false);
            if (!process.waitFor(limits.wallClock().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimedOut(limits);
            }
            long bytes = output.finish();
            errors.finish();
            lines.finish();
            return new Outcome(process.exitValue(), bytes, withoutLinkerNotes(log.text()), output.killed);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder) throws FfmpegFailed {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new FfmpegFailed("no process can be started", e);
        }
    }

    /** The stand-ins for device libraries have no versions, and the dynamic linker warns about that each time. */
    private static String withoutLinkerNotes(String log) {
        return log.lines()
                .filter(line -> !line.contains("no version information available"))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Copies a pipe on a separate thread, because reading a pipe cannot be interrupted, but waiting for a process can.
     */
    private static final class Copy {

        private final AtomicReference<IOException> failure = new AtomicReference<>();
        private final Thread thread;
        private volatile long bytes;
        private volatile boolean killed;

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
                        // Through its handle, because Process.destroyForcibly also closes the other pipe while it is
                        // read.
                        killed = true;
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
