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
     * worker is lost.
     */
    public boolean mayBecome(JobStatus next) {
        return successors().contains(next);
    }

    /** Returns whether a job in this state never changes again. */
    public boolean isFinal() {
        return successors().isEmpty();
    }

    private Set<JobStatus> successors() {
        return switch (this) {
            case Queued -> EnumSet.of(Processing, Failed, Cancelled);
            case Processing -> EnumSet.of(Queued, Completed, Failed, Cancelled);
            case Completed, Failed, Cancelled -> EnumSet.noneOf(JobStatus.class);
        };
    }
}
