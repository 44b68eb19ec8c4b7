package dev.sotto.jobs.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryDecisionTest {

    private static final Outcome.Broken FLAKY = new Outcome.Broken("engine-failed", "It broke.", true, null);
    private static final Outcome.Broken HOPELESS =
            new Outcome.Broken("unreadable-audio", "It is damaged.", false, null);

    @Test
    void retriesTemporaryFailuresWithLongerPauses() {
        assertThat(RetryDecision.after(FLAKY, 1)).isEqualTo(new RetryDecision.Retry(Duration.ofSeconds(2)));
        assertThat(RetryDecision.after(FLAKY, 2)).isEqualTo(new RetryDecision.Retry(Duration.ofSeconds(4)));
    }

    @Test
    void failsAfterLastAttemptWithEnginesReason() {
        assertThat(RetryDecision.after(FLAKY, 3)).isEqualTo(new RetryDecision.Fail("engine-failed", "It broke.", 3));
    }

    @Test
    void failsPermanentErrorsAtOnce() {
        assertThat(RetryDecision.after(HOPELESS, 1))
                .isEqualTo(new RetryDecision.Fail("unreadable-audio", "It is damaged.", 1));
    }

    @Test
    void refusesClaimAfterThreeLostWorkers() {
        assertThat(RetryDecision.isExhausted(3)).isFalse();
        assertThat(RetryDecision.isExhausted(4)).isTrue();
        assertThat(RetryDecision.exhausted().reason()).isEqualTo("attempts-exhausted");
    }
}
