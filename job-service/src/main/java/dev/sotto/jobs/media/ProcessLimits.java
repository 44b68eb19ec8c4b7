package dev.sotto.jobs.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The limits of a child process.
 *
 * @param wallClock when it is over, the process is killed
 * @param cpu when it is used up, the kernel sends SIGXCPU each second, and kills the process a little later
 * @param addressSpaceBytes including mappings; FFmpeg's own libraries take 120 MB of it
 */
public record ProcessLimits(Duration wallClock, Duration cpu, long addressSpaceBytes) {

    private static final boolean LINUX =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    private static final long ADDRESS_SPACE = 512L << 20;
    /** FFmpeg exits at the fourth signal, so a SIGKILL never comes from this limit. */
    private static final int CPU_GRACE = 6;

    /** Allows a tenth of the audio's length for decoding on a busy machine. An idle machine needs a thousandth. */
    public static ProcessLimits forAudio(long millis) {
        Duration cpu = Duration.ofSeconds(10).plusMillis(millis / 50);
        return new ProcessLimits(Duration.ofSeconds(30).plusMillis(millis / 10), cpu, ADDRESS_SPACE);
    }

    /**
     * Wraps the command in a shell that sets the limits and then replaces itself with the program, so that killing the
     * process kills the program. No file may be written ({@code -f 0}). macOS cannot limit the address space.
     */
    List<String> wrap(List<String> command) {
        long seconds = Math.max(1, cpu.toSeconds());
        String limits =
                "ulimit -c 0 && ulimit -f 0 && ulimit -S -t " + seconds + " && ulimit -H -t " + (seconds + CPU_GRACE);
        if (LINUX) {
            limits += " && ulimit -v " + addressSpaceBytes / 1024;
        }
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", limits + " && exec \"$@\"", "sh"));
        wrapped.addAll(command);
        return wrapped;
    }
}
