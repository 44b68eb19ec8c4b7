package dev.sotto.jobs.queue;

import io.vertx.mutiny.sqlclient.Row;

/**
 * The whole queue in sums.
 *
 * @param slots how many jobs the living workers do at once
 * @param speed milliseconds of sound that one of them does in a millisecond; 0 while none has ended a job
 * @param running how many jobs run
 * @param runningMs their sound
 * @param waiting how many jobs wait, those of held tenants left out
 * @param waitingMs their sound
 * @param weights of the tenants that have work and are not held
 * @param oldestSeconds how long the job has waited that waits longest, those of held tenants included; 0 if none waits
 */
public record QueueLoad(
        int slots,
        double speed,
        long running,
        long runningMs,
        long waiting,
        long waitingMs,
        long weights,
        long oldestSeconds) {

    /** Nothing is known. */
    public static final QueueLoad UNKNOWN = new QueueLoad(0, 0, 0, 0, 0, 0, 0, 0);

    static QueueLoad of(Row row) {
        return new QueueLoad(
                row.getInteger("slots"),
                row.getDouble("speed"),
                row.getLong("running"),
                row.getLong("running_ms"),
                row.getLong("waiting"),
                row.getLong("waiting_ms"),
                row.getLong("weights"),
                row.getLong("oldest_seconds"));
    }
}
