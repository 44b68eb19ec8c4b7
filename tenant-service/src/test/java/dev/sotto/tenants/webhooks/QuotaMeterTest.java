package dev.sotto.tenants.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotaMeterTest {

    private static final Instant ANCHOR = Instant.parse("2026-01-15T08:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-20T10:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-20T10:00:00Z");
    private static final long HOUR = 3_600_000;

    private static final QuotaMeter NEW = new QuotaMeter(ANCHOR, HOUR, null, 0);

    @Test
    void isExhaustedOnceAPeriodWithLessThanAMinuteLeft() {
        QuotaMeter most = NEW.plus(HOUR - QuotaMeter.LEAST_MS, MARCH);
        QuotaMeter all = most.plus(1, MARCH);
        QuotaMeter more = all.plus(59_999, MARCH);
        QuotaMeter next = more.plus(HOUR, APRIL);

        assertThat(most.isExhaustedSince(NEW)).isFalse();
        assertThat(all.isExhaustedSince(most)).isTrue();
        assertThat(more.isExhaustedSince(all)).isFalse();
        assertThat(next.usedMs()).isEqualTo(HOUR);
        assertThat(next.isExhaustedSince(more)).isTrue();
    }

    @Test
    void lateEventOfAnEarlierPeriodCountsNothing() {
        QuotaMeter april = NEW.plus(1000, APRIL);

        assertThat(april.plus(HOUR, MARCH)).isEqualTo(april);
        assertThat(april.periodStart()).isEqualTo(Instant.parse("2026-04-15T08:00:00Z"));
    }

    @Test
    void aPlanWithoutAudioIsNeverUsedUp() {
        QuotaMeter none = new QuotaMeter(ANCHOR, 0, null, 0);

        assertThat(none.plus(1000, MARCH).isExhaustedSince(none)).isFalse();
    }
}
