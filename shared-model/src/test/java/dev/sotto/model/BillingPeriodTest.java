package dev.sotto.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BillingPeriodTest {

    @Property
    void periodsHaveNoGaps(@ForAll("instants") Instant anchor, @ForAll @IntRange(max = 600) int index) {
        BillingPeriod period = BillingPeriod.nth(anchor, index);

        assertThat(period.end()).isEqualTo(BillingPeriod.nth(anchor, index + 1).start());
        assertThat(ChronoUnit.DAYS.between(period.start(), period.end())).isBetween(28L, 31L);
    }

    @Property
    void everyInstantIsInExactlyOnePeriod(@ForAll("instants") Instant anchor, @ForAll("instants") Instant instant) {
        BillingPeriod period = BillingPeriod.containing(anchor, instant);

        assertThat(period.contains(instant)).isEqualTo(!instant.isBefore(anchor));
        assertThat(period).isEqualTo(BillingPeriod.nth(anchor, period.index()));
    }

    @Property
    void periodIncludesItsStartButNotItsEnd(
            @ForAll("instants") Instant anchor, @ForAll @IntRange(max = 600) int index) {
        BillingPeriod period = BillingPeriod.nth(anchor, index);

        assertThat(BillingPeriod.containing(anchor, period.start())).isEqualTo(period);
        assertThat(BillingPeriod.containing(anchor, period.end().minusNanos(1))).isEqualTo(period);
        assertThat(BillingPeriod.containing(anchor, period.end()).index()).isEqualTo(index + 1);
    }

    @Test
    void anchorOnThe31stUsesTheLastDayOfShorterMonths() {
        Instant anchor = Instant.parse("2026-01-31T10:00:00Z");

        assertThat(BillingPeriod.nth(anchor, 1).start()).isEqualTo("2026-02-28T10:00:00Z");
        assertThat(BillingPeriod.nth(anchor, 2).start()).isEqualTo("2026-03-31T10:00:00Z");
        assertThat(BillingPeriod.nth(anchor, 3).start()).isEqualTo("2026-04-30T10:00:00Z");
    }

    @Test
    void anchorOnLeapDayUsesThe28thInOtherYears() {
        Instant anchor = Instant.parse("2024-02-29T00:00:00Z");

        assertThat(BillingPeriod.nth(anchor, 12).start()).isEqualTo("2025-02-28T00:00:00Z");
        assertThat(BillingPeriod.nth(anchor, 48).start()).isEqualTo("2028-02-29T00:00:00Z");
    }

    @Provide
    Arbitrary<Instant> instants() {
        long from = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("2060-01-01T00:00:00Z").getEpochSecond();
        return Arbitraries.longs().between(from, to).map(Instant::ofEpochSecond);
    }
}
