package dev.sotto.jobs.storage;

import java.util.UUID;

/** The names of a job's blobs. */
public final class JobFiles {

    private JobFiles() {}

    /** Returns the directory of all blobs of a job. */
    public static String directory(UUID tenantId, UUID jobId) {
        return tenantId + "/" + jobId;
    }

    public static String input(UUID tenantId, UUID jobId) {
        return directory(tenantId, jobId) + "/input";
    }

    /** Returns the name of an attempt's transcript; each attempt has its own. */
    public static String transcript(UUID tenantId, UUID jobId, int attempt) {
        return attempt(tenantId, jobId, attempt) + "/transcript.json";
    }

    public static String attempt(UUID tenantId, UUID jobId, int attempt) {
        return directory(tenantId, jobId) + "/" + attempt;
    }
}
