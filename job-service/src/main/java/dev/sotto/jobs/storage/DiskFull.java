package dev.sotto.jobs.storage;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Tells a store that has no room from one that is broken. */
public final class DiskFull {

    /** ENOSPC, EDQUOT and EFBIG, as the kernel's messages: Java has no types for them. */
    private static final List<String> NO_ROOM =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    private DiskFull() {}

    /** Whether a file could not be written because the disk, its owner's share of it or the file itself is full. */
    public static boolean is(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .filter(IOException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(message -> NO_ROOM.stream().anyMatch(message::contains));
    }
}
