package dev.sotto.jobs.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a child process may use up.
 *
 * @param wallClock after which it is killed
 * @param cpu after which the kernel signals SIGXCPU each second, and kills it a little later
 * @param addressSpaceBytes mappings included; FFmpeg's own libraries take 120 MB of it
 */
public record ProcessLimits(Duration wallClock, Duration cpu, long addressSpaceBytes) {

    private static final boolean LINUX =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    private static final long ADDRESS_SPACE = 512L << 20;
    /** FFmpeg leaves at the fourth signal at the latest, so that a SIGKILL is never this limit's. */
    private static final int CPU_GRACE = 6;

    /** Room for decoding that much audio on a busy machine: a tenth of its length, where an idle one takes a thousandth. */
    public static ProcessLimits forAudio(long millis) {
        Duration cpu = Duration.ofSeconds(10).plusMillis(millis / 50);
        return new ProcessLimits(Duration.ofSeconds(30).plusMillis(millis / 10), cpu, ADDRESS_SPACE);
    }

    /**
     * The command under a shell that sets the limits and then becomes it, so that killing the process kills the program.
     * No file may be written ({@code -f 0}). macOS cannot bound the address space.
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
