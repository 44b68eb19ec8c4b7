package dev.sotto.tenants.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.webhooks.DeliveryProblem;
import dev.sotto.model.webhooks.DeliveryStatus;
import dev.sotto.model.webhooks.WebhookDisabling;
import dev.sotto.tenants.webhooks.AttemptDecision.Before;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptDecisionTest {

    private static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");
    private static final Duration DISABLE_AFTER = Duration.ofDays(3);
    private static final Attempt FAILED = Attempt.failed(DeliveryProblem.Timeout, 15_000);

    @Test
    void anAnswerOf200To299EndsFailing() {
        for (int status : new int[] {200, 204, 299}) {
            var decision = after(Attempt.answered(status, "", 5), new Before(3, NOW.minusSeconds(60), 7));

            assertThat(decision).isEqualTo(new AttemptDecision(DeliveryStatus.Delivered, null, null, 0, null));
        }
    }

    @Test
    void everyOtherAnswerIsTriedAgain() {
        for (int status : new int[] {199, 300, 301, 302, 400, 404, 429, 500, 503}) {
            var decision = after(Attempt.answered(status, "", 5), new Before(0, null, 0));

            assertThat(decision)
                    .isEqualTo(new AttemptDecision(DeliveryStatus.Pending, NOW.plusSeconds(5), NOW, 1, null));
        }
    }

    @Test
    void givesUpAfterTenAttemptsInThreeDaysAndAFew() {
        Instant time = NOW;
        for (int attempts = 0; attempts < 9; attempts++) {
            var decision = AttemptDecision.after(FAILED, new Before(attempts, time, 0), DISABLE_AFTER, time);
            assertThat(decision.status()).isEqualTo(DeliveryStatus.Pending);
            time = decision.nextAttemptAt();
        }
        var last = AttemptDecision.after(FAILED, new Before(9, time, 0), DISABLE_AFTER, time);

        assertThat(last.status()).isEqualTo(DeliveryStatus.Failed);
        assertThat(last.nextAttemptAt()).isNull();
        assertThat(Duration.between(NOW, time)).isBetween(Duration.ofDays(3), Duration.ofDays(4));
    }

    @Test
    void disablesAfterDaysOfFailuresOnly() {
        assertThat(after(FAILED, new Before(4, NOW.minus(DISABLE_AFTER).plusMillis(1), 9))
                        .disable())
                .isNull();
        assertThat(after(FAILED, new Before(4, NOW.minus(DISABLE_AFTER), 9)).disable())
                .isEqualTo(WebhookDisabling.Failing);
    }

    @Test
    void goneDisablesAtOnce() {
        assertThat(after(Attempt.answered(410, "", 5), new Before(0, null, 0)).disable())
                .isEqualTo(WebhookDisabling.Gone);
    }

    @Test
    void aFailingWebhookRestsLongerAndLongerUpToAQuarterOfAnHour() {
        assertThat(RetrySchedule.rest(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(RetrySchedule.rest(2)).isEqualTo(Duration.ofSeconds(10));
        for (int failures = 1; failures < 100; failures++) {
            assertThat(RetrySchedule.rest(failures + 1))
                    .isGreaterThanOrEqualTo(RetrySchedule.rest(failures))
                    .isLessThanOrEqualTo(Duration.ofMinutes(15));
        }
        assertThat(RetrySchedule.rest(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
    }

    private static AttemptDecision after(Attempt attempt, Before before) {
        return AttemptDecision.after(attempt, before, DISABLE_AFTER, NOW);
    }
}
