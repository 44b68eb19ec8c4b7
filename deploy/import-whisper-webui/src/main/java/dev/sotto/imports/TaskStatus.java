package dev.sotto.imports;

import dev.sotto.model.jobs.JobStatus;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The eight states of a Whisper-WebUI task, and the job state for each. */
enum TaskStatus {
    QUEUED(JobStatus.Failed, "interrupted", Words.NOT_BEGUN, 0),
    PENDING(JobStatus.Failed, "interrupted", Words.NOT_BEGUN, 0),
    PAUSED(JobStatus.Failed, "interrupted", Words.NOT_FINISHED, 1),
    IN_PROGRESS(JobStatus.Failed, "interrupted", Words.NOT_FINISHED, 1),
    RETRYING(JobStatus.Failed, "interrupted", Words.NOT_FINISHED, 1),
    COMPLETED(JobStatus.Completed, null, null, 1),
    FAILED(JobStatus.Failed, "engine-failed", "Whisper-WebUI failed on this recording.", 1),
    CANCELLED(JobStatus.Cancelled, "cancelled", null, 0);

    private final JobStatus becomes;
    private final @Nullable String reason;
    private final @Nullable String error;
    private final int attempts;

    TaskStatus(JobStatus becomes, @Nullable String reason, @Nullable String error, int attempts) {
        this.becomes = becomes;
        this.reason = reason;
        this.error = error;
        this.attempts = attempts;
    }

    /**
     * Finds a state by its name or its value: SQLAlchemy stores {@code IN_PROGRESS}, other versions stored {@code
     * in_progress}.
     */
    static TaskStatus of(@Nullable String word) throws Unfit {
        if (word == null) {
            throw new Unfit("it has no status");
        }
        return Arrays.stream(values())
                .filter(status -> status.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Unfit("its status is none of Whisper-WebUI's eight: " + Texts.quoted(word)));
    }

    JobStatus becomes() {
        return becomes;
    }

    @Nullable
    String reason() {
        return reason;
    }

    /** Returns an error text for tasks that have none. */
    @Nullable
    String error() {
        return error;
    }

    int attempts() {
        return attempts;
    }

    private static final class Words {
        static final String NOT_BEGUN =
                "It was still waiting in Whisper-WebUI when its data were taken over. Submit the recording again.";
        static final String NOT_FINISHED =
                "Whisper-WebUI had not finished it when its data were taken over. Submit the recording again.";
    }
}
