package dev.sotto.jobs.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Outcome.Broken FLAKY = new Outcome.Broken("engine-failed", "It broke.", true);
    private static final Outcome.Broken HOPELESS = new Outcome.Broken("unreadable-audio", "It is damaged.", false);

    @Test
    void triesAgainWithLongerPausesWhatMayGoBetter() {
        assertThat(Verdict.after(FLAKY, 1)).isEqualTo(new Verdict.Retry(Duration.ofSeconds(2)));
        assertThat(Verdict.after(FLAKY, 2)).isEqualTo(new Verdict.Retry(Duration.ofSeconds(4)));
    }

    @Test
    void failsAfterTheLastAttemptWithTheEnginesReason() {
        assertThat(Verdict.after(FLAKY, 3)).isEqualTo(new Verdict.Fail("engine-failed", "It broke.", 3));
    }

    @Test
    void failsAtOnceWhatNoAttemptCanMend() {
        assertThat(Verdict.after(HOPELESS, 1)).isEqualTo(new Verdict.Fail("unreadable-audio", "It is damaged.", 1));
    }

    @Test
    void claimAfterThreeLostWorkersIsOneTooMany() {
        assertThat(Verdict.isExhausted(3)).isFalse();
        assertThat(Verdict.isExhausted(4)).isTrue();
        assertThat(Verdict.exhausted().reason()).isEqualTo("attempts-exhausted");
    }
}
