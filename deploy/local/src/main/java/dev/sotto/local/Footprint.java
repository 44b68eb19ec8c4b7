package dev.sotto.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Measures the memory of processes, if the system reports it (Linux). Counts shared pages once. */
final class Footprint {
    private static final long KB = 1024;

    private Footprint() {}

    /** Returns the bytes of the processes and all their descendants; empty if the system does not report them. */
    static OptionalLong of(Stream<ProcessHandle> roots) {
        return roots.flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid)
                .distinct()
                .map(Footprint::bytes)
                .reduce(OptionalLong.empty(), Footprint::sum);
    }

    private static OptionalLong sum(OptionalLong a, OptionalLong b) {
        return a.isPresent() || b.isPresent() ? OptionalLong.of(a.orElse(0) + b.orElse(0)) : a;
    }

    /** Returns the proportional set size: the process's own pages and its share of the shared pages. */
    private static OptionalLong bytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KB)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            // Another operating system, or a process that has just ended.
            return OptionalLong.empty();
        }
    }
}
