package dev.sotto.billing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.billing.UsageBucket;
import dev.sotto.model.billing.UsageGrouping;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageStepsTest {

    @Test
    void dayOfTheClockChangeHasAnotherLength() {
        List<Instant> starts = days("Europe/Berlin")
                .starts(Instant.parse("2026-03-28T12:00:00Z"), Instant.parse("2026-03-30T12:00:00Z"));

        assertThat(starts)
                .containsExactly(
                        Instant.parse("2026-03-27T23:00:00Z"),
                        Instant.parse("2026-03-28T23:00:00Z"),
                        Instant.parse("2026-03-29T22:00:00Z"));
        assertThat(Duration.between(starts.get(1), starts.get(2))).hasHours(23);
    }

    @Test
    void dayMayBeginAtOneOClock() {
        assertThat(days("Africa/Cairo")
                        .starts(Instant.parse("2024-04-25T21:30:00Z"), Instant.parse("2024-04-26T21:00:00Z")))
                .containsExactly(Instant.parse("2024-04-24T22:00:00Z"), Instant.parse("2024-04-25T22:00:00Z"));
    }

    @Test
    void dayThatAZoneLeftOutIsNoStep() {
        assertThat(days("Pacific/Apia")
                        .starts(Instant.parse("2011-12-29T20:00:00Z"), Instant.parse("2011-12-31T20:00:00Z")))
                .doesNotHaveDuplicates();
    }

    @Test
    void monthsBeginOnTheFirst() {
        UsageSteps months = new UsageSteps(UsageBucket.month, UsageGrouping.user_id, ZoneId.of("Asia/Tokyo"));

        assertThat(months.starts(Instant.parse("2026-01-31T16:00:00Z"), Instant.parse("2026-03-01T00:00:00Z")))
                .containsExactly(Instant.parse("2026-01-31T15:00:00Z"), Instant.parse("2026-02-28T15:00:00Z"));
    }

    @Test
    void endIsExclusive() {
        assertThat(days("UTC").starts(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z")))
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static UsageSteps days(String zone) {
        return new UsageSteps(UsageBucket.day, UsageGrouping.resource_type, ZoneId.of(zone));
    }
}
