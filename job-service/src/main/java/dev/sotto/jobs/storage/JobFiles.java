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

    /** Returns the name of a recording that was fetched. Each attempt has its own, and its fence is the name. */
    public static String fetched(UUID tenantId, UUID jobId, long fence) {
        return input(tenantId, jobId) + "-" + fence;
    }

    /** Returns the name of the outline of a job's recording. It goes with the recording. */
    public static String peaks(UUID tenantId, UUID jobId) {
        return directory(tenantId, jobId) + "/peaks";
    }

    /**
     * Returns the name of a claim's transcript. Each claim has its own, and its fence is the name: attempts are counted
     * anew when a job is retried, fences never.
     */
    public static String transcript(UUID tenantId, UUID jobId, long fence) {
        return attempt(tenantId, jobId, fence) + "/transcript.json";
    }

    public static String attempt(UUID tenantId, UUID jobId, long fence) {
        return directory(tenantId, jobId) + "/" + fence;
    }
}
