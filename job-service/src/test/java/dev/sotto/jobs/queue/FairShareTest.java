package dev.sotto.jobs.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class FairShareTest {

    @Property
    void chargeFallsWithTheWeightAndGrowsWithTheSound(
            @ForAll @LongRange(min = 0, max = 86_400_000) long cost, @ForAll @IntRange(min = 1, max = 999) int weight) {
        assertThat(FairShare.charge(cost, weight))
                .isPositive()
                .isGreaterThanOrEqualTo(FairShare.charge(cost, weight + 1));
        assertThat(FairShare.charge(cost + 1000, weight)).isGreaterThanOrEqualTo(FairShare.charge(cost, weight));
    }

    @Example
    void shortestJobCostsASecond() {
        assertThat(FairShare.charge(0, 1)).isEqualTo(1_000_000);
        assertThat(FairShare.charge(10_000, 4)).isEqualTo(2_500_000);
    }

    /** The most that two tenants may be apart, who both always have work, is what the longest job of each moves them. */
    @Property(tries = 300)
    void noTenantFallsBehindByMoreThanTheLongestJobs(
            @ForAll @Size(min = 40, max = 120) List<@LongRange(min = 1_000, max = 600_000) Long> costs,
            @ForAll @IntRange(min = 1, max = 9) int weight) {
        QueueModel model = new QueueModel();
        model.tenant("a", 1);
        model.tenant("b", weight);
        costs.forEach(cost -> model.job("a", cost));
        costs.forEach(cost -> model.job("b", cost));
        for (int started = 0; started < costs.size(); started++) {
            model.next();
            long apart = Math.abs(model.served("a") * weight - model.served("b"));
            assertThat(apart).isLessThanOrEqualTo(600_000L * weight + 600_000L);
        }
    }

    @Property(tries = 100)
    void nothingIsSavedInAPause(@ForAll @IntRange(min = 10, max = 60) int alone) {
        QueueModel model = new QueueModel();
        model.tenant("away", 1);
        model.tenant("busy", 1);
        IntStream.range(0, alone + 20).forEach(job -> model.job("busy", 10_000));
        IntStream.range(0, alone).forEach(job -> model.next());
        IntStream.range(0, 20).forEach(job -> model.job("away", 10_000));

        IntStream.range(0, 20).forEach(job -> model.next());

        assertThat(model.served("away")).isBetween(100_000L, 110_000L);
    }
}
