package dev.sotto.model.jobs;

import java.util.EnumSet;
import java.util.Set;

/** The life of a job (seed: {@code jobs.status}, and {@code Cancelled}). */
public enum JobStatus {
    Queued,
    Processing,
    Completed,
    Failed,
    Cancelled;

    /** Whether a job in this state may go into {@code next}; Processing goes back to Queued when its worker is lost. */
    public boolean mayBecome(JobStatus next) {
        return successors().contains(next);
    }

    /** Whether nothing follows any more. */
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
