package dev.sotto.jobs.queue;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Comparator;
import java.util.UUID;

/**
 * A lease to renew.
 *
 * @param progress of its job, from 0 to 1
 */
public record Renewal(UUID jobId, long fence, double progress) implements Comparable<Renewal> {

    private static final Comparator<Renewal> ORDER =
            Comparator.comparing(Renewal::jobId).thenComparing(Renewal::fence);

    /** In the order of the jobs, so that two heartbeats lock rows in the same order. */
    @Override
    public int compareTo(Renewal other) {
        return ORDER.compare(this, other);
    }

    /**
     * A lease that was renewed.
     *
     * @param isStopped whether the organisation is suspended for abuse, so that its running jobs stop
     */
    public record Renewed(UUID jobId, long fence, boolean isStopped) {

        static Renewed of(Row row) {
            return new Renewed(row.getUUID("job_id"), row.getLong("fence"), row.getBoolean("stopped"));
        }
    }
}
