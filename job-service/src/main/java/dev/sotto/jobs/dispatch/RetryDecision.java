package dev.sotto.jobs.dispatch;

import java.time.Duration;

/** What happens to a job after a failed attempt. */
sealed interface RetryDecision {

    /** The maximum number of attempts, including those of lost workers. */
    int MOST_ATTEMPTS = 3;

    /** The job is tried again. */
    record Retry(Duration pause) implements RetryDecision {}

    /**
     * The job failed.
     *
     * @param reason a stable code
     * @param error the reason as text for people
     * @param attempts the number of real attempts
     */
    record Fail(String reason, String error, int attempts) implements RetryDecision {}

    /** Decides after a failed attempt. */
    static RetryDecision after(Outcome.Broken broken, int attempt) {
        if (broken.worthRetrying() && attempt < MOST_ATTEMPTS) {
            return new Retry(Duration.ofSeconds(1L << attempt));
        }
        return new Fail(broken.reason(), broken.error(), attempt);
    }

    /** Returns whether a claim exceeds the limit because all attempts before it lost their worker. */
    static boolean isExhausted(int attempt) {
        return attempt > MOST_ATTEMPTS;
    }

    /** Returns the decision for a claim that exceeds the limit. */
    static Fail exhausted() {
        return new Fail(
                "attempts-exhausted",
                "The job was begun " + MOST_ATTEMPTS + " times and its worker was lost each time.",
                MOST_ATTEMPTS);
    }
}
