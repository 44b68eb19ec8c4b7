package dev.sotto.jobs.jobs;

import dev.sotto.jobs.names.FileName;
import java.nio.file.Path;

/**
 * A recording in the spool; nothing about it is checked yet.
 *
 * @param spooled the file in the spool
 * @param fileName only for display
 */
record Upload(Path spooled, String fileName, JobOptions options) {

    /** @param fileName as the client sent it */
    static Upload of(Path spooled, String fileName, JobOptions options) {
        return new Upload(spooled, FileName.of(fileName), options);
    }
}
