package dev.sotto.jobs.storage;

import dev.sotto.runtime.json.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The local directory for what is not yet stored: uploads under way, and the files that programs work on. */
@ApplicationScoped
public class Spool {

    private final Path directory;

    Spool(StorageSettings settings) {
        this.directory = settings.spoolDir().toAbsolutePath().normalize();
        try {
            Files.createDirectories(resumable());
        } catch (IOException e) {
            throw new UncheckedIOException("the spool can't be made at " + directory, e);
        }
    }

    /** Returns a new path for temporary data. */
    public Path scratch() {
        return directory.resolve(Ids.next() + ".work");
    }

    /** Returns the directory of the resumable uploads, which are removed as their rows say. */
    public Path resumable() {
        return directory.resolve("resumable");
    }

    /** Returns the free space in bytes. A spool that is lost counts as empty; the next write tells that it is lost. */
    public long freeBytes() {
        return (Files.exists(directory) ? directory : directory.getParent())
                .toFile()
                .getUsableSpace();
    }

    /** Removes the files that have not changed since an instant, as far as possible. */
    public void empty(Instant instant, FailureCollector undone) {
        List<Path> old = new ArrayList<>();
        undone.attempt(() -> {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(path -> !path.equals(resumable()) && changedBefore(path, instant))
                        .forEach(old::add);
            }
        });
        old.forEach(file -> undone.attempt(() -> Files.deleteIfExists(file)));
    }

    /** Returns whether a file was last changed before an instant; false if it is gone. */
    public static boolean changedBefore(Path path, Instant instant) {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(instant);
        } catch (IOException gone) {
            return false;
        }
    }
}
