package dev.sotto.jobs.storage;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Distinguishes a full store from a broken one. */
public final class DiskFull {

    /** ENOSPC, EDQUOT and EFBIG as the kernel's messages, because Java has no types for them. */
    private static final List<String> NO_ROOM =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    private DiskFull() {}

    /** Returns whether a file could not be written because the disk, a disk quota or the file itself is full. */
    public static boolean is(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .filter(IOException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(message -> NO_ROOM.stream().anyMatch(message::contains));
    }
}
