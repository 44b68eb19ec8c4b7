package dev.sotto.model.jobs;

import java.util.EnumSet;
import java.util.Set;

/** The states of a job (seed: {@code jobs.status}, plus {@code Cancelled}). */
public enum JobStatus {
    Queued,
    Processing,
    Completed,
    Failed,
    Cancelled;

    /**
     * Returns whether a job may change from this state to {@code next}. Processing returns to Queued when the job's
     * worker is lost, Failed when a person retries the job.
     */
    public boolean mayBecome(JobStatus next) {
        return successors().contains(next);
    }

    /** Returns whether a job in this state has ended. Only a retry leaves such a state. */
    public boolean isFinal() {
        return this != Queued && this != Processing;
    }

    private Set<JobStatus> successors() {
        return switch (this) {
            case Queued -> EnumSet.of(Processing, Failed, Cancelled);
            case Processing -> EnumSet.of(Queued, Completed, Failed, Cancelled);
            case Failed -> EnumSet.of(Queued);
            case Completed, Cancelled -> EnumSet.noneOf(JobStatus.class);
        };
    }
}
