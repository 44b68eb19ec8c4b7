package dev.sotto.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.billing.BillingInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BillingCycleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String MONTH_ENDS = """
            2024-01-31 2024-02-29 2024-03-31 2024-04-30 2024-05-31 2024-06-30 2024-07-31 2024-08-31 2024-09-30 2024-10-31 2024-11-30 2024-12-31
            2025-01-31 2025-02-28 2025-03-31 2025-04-30 2025-05-31 2025-06-30 2025-07-31 2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31
            2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 2026-09-30 2026-10-31 2026-11-30 2026-12-31
            2027-01-31""";

    @Test
    void periodsFrom31JanuaryOfALeapYearStartAtMonthEndsForThreeYears() {
        Instant anchor = Instant.parse("2024-01-31T23:30:00Z");

        assertThat(IntStream.rangeClosed(0, 36)
                        .mapToObj(
                                index -> date(new BillingCycle(anchor, ZoneOffset.UTC, BillingInterval.Month), index)))
                .containsExactly(MONTH_ENDS.split("\\s+"));
        // In Berlin it is 1 February already.
        assertThat(IntStream.range(0, 3)
                        .mapToObj(index -> date(new BillingCycle(anchor, BERLIN, BillingInterval.Month), index)))
                .containsExactly("2024-02-01", "2024-03-01", "2024-04-01");
    }

    private static String date(BillingCycle cycle, int index) {
        return LocalDateTime.ofInstant(cycle.period(index).start(), cycle.zone())
                .toLocalDate()
                .toString();
    }

    @Test
    void yearsFromALeapDayEndOn28FebruaryUntilTheNextLeapDay() {
        var cycle = new BillingCycle(Instant.parse("2024-02-29T12:00:00Z"), ZoneOffset.UTC, BillingInterval.Year);

        assertThat(IntStream.range(0, 5).mapToObj(index -> date(cycle, index)))
                .containsExactly("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29");
    }

    @Test
    void localTimeStaysWhenTheClocksChange() {
        var cycle = new BillingCycle(Instant.parse("2026-03-10T09:00:00Z"), BERLIN, BillingInterval.Month);

        assertThat(cycle.period(0).end()).isEqualTo("2026-04-10T08:00:00Z");
        assertThat(cycle.period(7).end()).isEqualTo("2026-11-10T09:00:00Z");
        assertThat(Duration.between(cycle.period(0).start(), cycle.period(0).end()))
                .isEqualTo(Duration.ofDays(31).minusHours(1));
    }

    @Test
    void skippedLocalTimeIsLaterAndDoubledOneIsTheFirst() {
        // At 02:30 on 29 March 2026 the clocks of Berlin skip an hour; at 02:30 on 25 October they show it twice.
        var skipped = new BillingCycle(Instant.parse("2026-01-29T01:30:00Z"), BERLIN, BillingInterval.Month);
        var doubled = new BillingCycle(Instant.parse("2026-09-25T00:30:00Z"), BERLIN, BillingInterval.Month);

        assertThat(skipped.period(2).start()).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(skipped.period(3).start()).isEqualTo("2026-04-29T00:30:00Z");
        assertThat(doubled.period(1).start()).isEqualTo("2026-10-25T00:30:00Z");
    }

    @Test
    void anchorInTheSecondOfTwoEqualHoursIsItself() {
        Instant second = Instant.parse("2026-10-25T01:30:00Z");

        assertThat(new BillingCycle(second, BERLIN, BillingInterval.Month)
                        .period(0)
                        .start())
                .isEqualTo(second);
    }

    @Property
    void everyInstantFromTheAnchorOnIsInExactlyOnePeriod(
            @ForAll("cycles") BillingCycle cycle, @ForAll("instants") Instant instant) {
        BillingPeriod period = cycle.containing(instant);

        assertThat(period.contains(instant)).isEqualTo(!instant.isBefore(cycle.anchor()));
        assertThat(period).isEqualTo(cycle.period(period.index()));
    }

    @Property
    void periodsFollowWithoutGapAndAreWholeSeconds(
            @ForAll("cycles") BillingCycle cycle, @ForAll @IntRange(max = 400) int index) {
        BillingPeriod period = cycle.period(index);

        assertThat(cycle.period(0).start()).isEqualTo(cycle.anchor());
        assertThat(period.end()).isEqualTo(cycle.period(index + 1).start()).isAfter(period.start());
        assertThat(Duration.between(period.start(), period.end()).toNanosPart()).isZero();
        assertThat(cycle.containing(period.start())).isEqualTo(period);
        assertThat(cycle.containing(period.end().minusNanos(1000))).isEqualTo(period);
    }

    @Property
    void aYearIsTwelveMonthsOfTheSameCycle(
            @ForAll("instants") Instant anchor, @ForAll("zones") ZoneId zone, @ForAll @IntRange(max = 30) int index) {
        var years = new BillingCycle(anchor, zone, BillingInterval.Year);
        var months = new BillingCycle(anchor, zone, BillingInterval.Month);

        assertThat(years.period(index).start())
                .isEqualTo(months.period(12 * index).start());
        assertThat(years.period(index).end())
                .isEqualTo(months.period(12 * index + 11).end());
    }

    @Provide
    Arbitrary<BillingCycle> cycles() {
        return instants()
                .flatMap(anchor -> zones().flatMap(zone -> Arbitraries.of(BillingInterval.class)
                        .map(interval -> new BillingCycle(anchor, zone, interval))));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/New_York",
                        "Pacific/Apia",
                        "Asia/Kathmandu",
                        "Africa/Casablanca")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<Instant> instants() {
        long from = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("2060-01-01T00:00:00Z").getEpochSecond();
        return Arbitraries.longs().between(from, to).map(second -> Instant.ofEpochSecond(second, 123_456_000));
    }
}
