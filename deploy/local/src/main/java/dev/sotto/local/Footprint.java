package dev.sotto.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory processes hold, where the system tells (Linux); pages that several share are counted once. */
final class Footprint {
    private static final long KB = 1024;

    private Footprint() {}

    /** The bytes of the processes with all that descend from them; empty where the system doesn't tell. */
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

    /** The process's proportional set size: its own pages, and its share of those that it has in common with others. */
    private static OptionalLong bytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KB)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            // Another system, or a process that has just ended.
            return OptionalLong.empty();
        }
    }
}
