package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.DeliveryProblem;
import org.jspecify.annotations.Nullable;

/**
 * What one request to a receiver came to.
 *
 * @param problem why it failed; null if it did not
 * @param status of the answer; null if there was none
 * @param body the beginning of the answer
 */
record Attempt(
        @Nullable DeliveryProblem problem,
        @Nullable Integer status,
        @Nullable String body,
        int durationMs) {

    private static final int GONE = 410;

    static Attempt answered(int status, String body, int durationMs) {
        boolean accepted = status >= 200 && status < 300;
        return new Attempt(accepted ? null : DeliveryProblem.Status, status, body, durationMs);
    }

    static Attempt failed(DeliveryProblem problem, int durationMs) {
        return new Attempt(problem, null, null, durationMs);
    }

    boolean isDelivered() {
        return problem == null;
    }

    /** Returns whether the receiver wants nothing any more. */
    boolean isGone() {
        return status != null && status == GONE;
    }

    @Nullable
    String problemName() {
        return problem == null ? null : problem.name();
    }
}
