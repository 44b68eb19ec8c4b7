package dev.sotto.local;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Services of an earlier run on the same data that outlived both the launcher and its {@link Guard}. */
final class Leftovers {
    private Leftovers() {}

    /** Returns the argument that marks a service's process as belonging to this data directory. */
    static String mark(DataDirectory data) {
        return "-Ddev.sotto.run=" + data.root();
    }

    /** Kills them at once, because their work does not count any more. */
    static void end(DataDirectory data) {
        List<ProcessHandle> found = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(mark(data)))
                        .orElse(false))
                .toList();
        found.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(found.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }
}
