package dev.sotto.jobs.uploads;

import dev.sotto.jobs.storage.Spool;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The files of the uploads. Blocks, so it needs a worker thread. */
@ApplicationScoped
class UploadFiles {

    private final Spool spool;
    private final Clock clock;

    UploadFiles(Spool spool, Clock clock) {
        this.spool = spool;
        this.clock = clock;
    }

    Path of(UUID id) {
        return spool.resumable().resolve(id.toString());
    }

    /** Returns the same bytes under another name, which may be moved into the store. */
    Path linked(UUID id) throws IOException {
        Path link = spool.scratch();
        try {
            Files.createLink(link, of(id));
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(of(id), link);
        }
        Files.setLastModifiedTime(link, FileTime.from(clock.instant()));
        return link;
    }

    void remove(UUID id) throws IOException {
        Files.deleteIfExists(of(id));
    }

    /** Returns the uploads whose files have not changed since an instant. */
    List<UUID> olderThan(Instant instant) throws IOException {
        try (Stream<Path> files = Files.list(spool.resumable())) {
            return files.filter(file -> Spool.changedBefore(file, instant))
                    .map(file -> UUID.fromString(file.getFileName().toString()))
                    .toList();
        }
    }
}
