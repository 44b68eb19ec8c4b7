package dev.sotto.jobs.dispatch;

import dev.sotto.model.jobs.JobWarning;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run of a job ended on this machine. {@link RetryDecision} decides what follows. */
sealed interface Outcome {

    /**
     * The run created a transcript.
     *
     * @param result its name in the store
     * @param measuredMs decoded milliseconds, of all voices
     * @param storedBytes recording and transcript
     * @param language of the transcript, as ISO 639-1
     * @param warnings what was found in the recording
     */
    record Done(String result, long measuredMs, long storedBytes, String language, List<JobWarning> warnings)
            implements Outcome {}

    /**
     * The run failed.
     *
     * @param reason a stable code
     * @param error the reason as text for people
     * @param worthRetrying whether another attempt may succeed
     * @param cause for the log; null if the reason says all
     */
    record Broken(
            String reason,
            String error,
            boolean worthRetrying,
            @Nullable Throwable cause) implements Outcome {

        static Broken engineFailed(@Nullable Throwable cause) {
            return new Broken("engine-failed", "The speech engine failed on this recording.", true, cause);
        }

        /** The machine failed, not the recording or the engine: a lost file, a full disk, or FFmpeg does not start. */
        static Broken machineFailed(Throwable cause) {
            return new Broken(
                    "internal-error",
                    "Sotto could not process the recording because of an internal error. The recording is not the cause.",
                    true,
                    cause);
        }
    }

    /**
     * No engine that could do it was reached. The attempt does not count.
     *
     * @param pause how long the job waits
     */
    record Waiting(Duration pause) implements Outcome {}

    /** The run was stopped from outside. */
    record Stopped() implements Outcome {}
}
