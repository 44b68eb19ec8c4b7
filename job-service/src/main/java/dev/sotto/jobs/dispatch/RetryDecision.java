package dev.sotto.jobs.dispatch;

import java.time.Duration;

/** What becomes of a job that an attempt did not finish. */
sealed interface RetryDecision {

    /** Attempts at the most, lost workers' included. */
    int MOST_ATTEMPTS = 3;

    /** It is tried again. */
    record Retry(Duration pause) implements RetryDecision {}

    /**
     * It has failed.
     *
     * @param reason a stable word
     * @param error for people
     * @param attempts how often it was really tried
     */
    record Fail(String reason, String error, int attempts) implements RetryDecision {}

    /** After a run that broke in this attempt. */
    static RetryDecision after(Outcome.Broken broken, int attempt) {
        if (broken.worthRetrying() && attempt < MOST_ATTEMPTS) {
            return new Retry(Duration.ofSeconds(1L << attempt));
        }
        return new Fail(broken.reason(), broken.error(), attempt);
    }

    /** Whether a claim is one too many: all attempts before it lost their worker. */
    static boolean isExhausted(int attempt) {
        return attempt > MOST_ATTEMPTS;
    }

    /** For a claim that is one too many. */
    static Fail exhausted() {
        return new Fail(
                "attempts-exhausted",
                "The job was begun " + MOST_ATTEMPTS + " times and its worker was lost each time.",
                MOST_ATTEMPTS);
    }
}
