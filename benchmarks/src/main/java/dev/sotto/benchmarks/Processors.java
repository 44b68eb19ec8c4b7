package dev.sotto.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Processor time as Linux counts it, in seconds: of processes from {@code /proc/<pid>/stat}, of the machine from {@code
 * /proc/stat} (proc(5)).
 */
final class Processors {

    private static final double TICKS = 100;
    private static final Path PROC = Path.of("/proc");

    private Processors() {}

    /** Returns the time of one process. */
    static double of(long pid) {
        long[] times = times(pid);
        return (times[0] + times[1]) / TICKS;
    }

    /** Returns the time of a process and its children, including children that have ended. */
    static double ofFamily(ProcessHandle parent) {
        long[] times = times(parent.pid());
        double ended = (times[0] + times[1] + times[2] + times[3]) / TICKS;
        return ended
                + parent.children()
                        .mapToDouble(child -> ofOrNothing(child.pid()))
                        .sum();
    }

    /** Returns the time of this JVM and all its descendants. */
    static double ofAll(Stream<ProcessHandle> processes) {
        return processes.mapToDouble(process -> ofOrNothing(process.pid())).sum();
    }

    /** Returns the time of the whole machine, without the time that its host took from it. */
    static double busy() {
        long[] times = machine(read(PROC.resolve("stat")).lines().findFirst().orElseThrow());
        return (times[0] + times[1] + times[2] + times[5] + times[6]) / TICKS;
    }

    static int count() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** user, nice, system, idle, iowait, irq, softirq, steal, … */
    static long[] machine(String line) {
        return Arrays.stream(line.trim().split("\\s+"))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** utime, stime, cutime, cstime. The process name before them may contain any character. */
    static long[] process(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
        return Arrays.stream(fields)
                .skip(11)
                .limit(4)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static long[] times(long pid) {
        return process(read(PROC.resolve(Long.toString(pid)).resolve("stat")));
    }

    private static double ofOrNothing(long pid) {
        try {
            return of(pid);
        } catch (UncheckedIOException e) {
            // The process has just ended.
            return 0;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
