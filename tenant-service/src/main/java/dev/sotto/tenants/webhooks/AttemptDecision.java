package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.DeliveryStatus;
import dev.sotto.model.webhooks.WebhookDisabling;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an attempt.
 *
 * @param status of the delivery
 * @param nextAttemptAt null unless the delivery is Pending
 * @param failingSince since when every delivery of the webhook failed; null after a success
 * @param failures of the webhook in a row
 * @param disable why the webhook is disabled now; null if it is not
 */
record AttemptDecision(
        DeliveryStatus status,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant failingSince,
        int failures,
        @Nullable WebhookDisabling disable) {

    /**
     * The webhook and the delivery before the attempt.
     *
     * @param attempts of this delivery, before this one
     */
    record Before(int attempts, @Nullable Instant failingSince, int failures) {}

    static AttemptDecision after(Attempt attempt, Before before, Duration disableAfter, Instant now) {
        if (attempt.isDelivered()) {
            return new AttemptDecision(DeliveryStatus.Delivered, null, null, 0, null);
        }
        Instant since = before.failingSince() == null ? now : before.failingSince();
        WebhookDisabling disable = disabling(attempt, since, disableAfter, now);
        Instant next = RetrySchedule.pause(before.attempts() + 1).map(now::plus).orElse(null);
        return new AttemptDecision(
                next == null ? DeliveryStatus.Failed : DeliveryStatus.Pending,
                next,
                since,
                before.failures() + 1,
                disable);
    }

    private static @Nullable WebhookDisabling disabling(
            Attempt attempt, Instant failingSince, Duration disableAfter, Instant now) {
        if (attempt.isGone()) {
            return WebhookDisabling.Gone;
        }
        return failingSince.plus(disableAfter).isAfter(now) ? null : WebhookDisabling.Failing;
    }
}
