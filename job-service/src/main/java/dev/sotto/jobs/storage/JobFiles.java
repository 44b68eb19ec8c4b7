package dev.sotto.jobs.storage;

import java.util.UUID;

/** The names of a job's blobs. */
public final class JobFiles {

    private JobFiles() {}

    /** All that is kept of a job. */
    public static String directory(UUID tenantId, UUID jobId) {
        return tenantId + "/" + jobId;
    }

    public static String input(UUID tenantId, UUID jobId) {
        return directory(tenantId, jobId) + "/input";
    }

    /** What one attempt writes, and no other. */
    public static String transcript(UUID tenantId, UUID jobId, int attempt) {
        return attempt(tenantId, jobId, attempt) + "/transcript.json";
    }

    public static String attempt(UUID tenantId, UUID jobId, int attempt) {
        return directory(tenantId, jobId) + "/" + attempt;
    }
}
