package dev.sotto.jobs.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class StartEstimateTest {

    private static final long MINUTE = 60_000;
    /** Four workers, each twice as fast as speech, all busy with jobs of a minute; tenants of weight 4 wait. */
    private static final QueueLoad BUSY = new QueueLoad(4, 2, 4, 4 * MINUTE, 20, 20 * MINUTE, 4, 10);

    private static StartEstimate.Share share(int weight, int concurrency, int running) {
        return new StartEstimate.Share(weight, concurrency, running, false);
    }

    @Example
    void nobodyCanSayForAHeldTenantOrWithoutWorkers() {
        StartEstimate.Share held = new StartEstimate.Share(1, 2, 0, true);
        assertThat(new StartEstimate(BUSY, held).of(0, 0)).isEmpty();
        assertThat(new StartEstimate(QueueLoad.UNKNOWN, share(1, 2, 0)).of(0, 0))
                .isEmpty();
        assertThat(new StartEstimate(BUSY, share(1, 0, 0)).of(0, 0)).isEmpty();
        QueueLoad neverDone = new QueueLoad(4, 0, 4, 4 * MINUTE, 20, 20 * MINUTE, 4, 10);
        assertThat(new StartEstimate(neverDone, share(1, 2, 0)).of(0, 0)).isEmpty();
    }

    @Example
    void startsAtOnceWhileWorkersAreFree() {
        QueueLoad idle = new QueueLoad(4, 0, 1, MINUTE, 1, MINUTE, 1, 0);
        assertThat(new StartEstimate(idle, share(1, 2, 0)).of(0, 0)).contains(Duration.ZERO);
    }

    @Example
    void waitsForItsPartOfTheWorkers() {
        // One of four weights has one of four workers: 8 minutes of sound ahead take 4, after 3.75 s for the first
        // place.
        assertThat(new StartEstimate(BUSY, share(1, 4, 0)).of(8, 8 * MINUTE))
                .contains(Duration.ofMinutes(4).plusMillis(3750));
        // Twice the weight, half the wait.
        assertThat(new StartEstimate(BUSY, share(2, 4, 0)).of(8, 8 * MINUTE))
                .contains(Duration.ofMinutes(2).plusMillis(3750));
    }

    @Example
    void limitOfTheTenantCounts() {
        Duration one = new StartEstimate(BUSY, share(4, 1, 1)).of(8, 8 * MINUTE).orElseThrow();
        Duration four =
                new StartEstimate(BUSY, share(4, 4, 1)).of(8, 8 * MINUTE).orElseThrow();
        assertThat(one).isGreaterThan(four.multipliedBy(3));
    }

    @Property
    void whoIsFurtherBehindNeverStartsEarlier(
            @ForAll @IntRange(min = 1, max = 50) int weight,
            @ForAll @IntRange(min = 1, max = 20) int concurrency,
            @ForAll @IntRange(min = 0, max = 20) int running,
            @ForAll @LongRange(min = 0, max = 100) long position,
            @ForAll @LongRange(min = 0, max = 10_000_000) long ahead) {
        StartEstimate estimate = new StartEstimate(BUSY, share(weight, concurrency, running));
        Duration here = estimate.of(position, ahead).orElseThrow();
        assertThat(here).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(estimate.of(position + 1, ahead + MINUTE).orElseThrow()).isGreaterThanOrEqualTo(here);
    }
}
