package dev.sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RelayTest {

    @Test
    void measuresPowersOfTenAndTheSmallestTwice() {
        assertThat(Relay.loads(1_000_000))
                .extracting(Relay.Load::waiting)
                .containsExactly(10_000, 10_000, 100_000, 1_000_000);
        assertThat(Relay.loads(999_999)).hasSize(3);
    }

    @Test
    void publishesAsManyEventsOfEachSizeButTheLargest() {
        assertThat(Relay.loads(1_000_000))
                .extracting(load -> load.waiting() * load.times())
                .containsExactly(100_000, 100_000, 100_000, 1_000_000);
    }

    @Test
    void passesByTheHighEndOfTheIntervalAlone() {
        assertThat(Relay.verdict(growth(1.1, 1.15, 1.2), true)).isEqualTo(Verdict.PASS);
        assertThat(Relay.verdict(growth(1.0, 1.1, 1.21), true)).isEqualTo(Verdict.FAIL);
        assertThat(Relay.verdict(growth(1.0, 1.0, 1.0), false)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void isEvenWhenTheSameCostsTheSameAndOthersLeaveTheMachineAlone() {
        assertThat(Relay.isEven(growth(0.95, 1.0, 1.08))).isTrue();
        assertThat(Relay.isEven(growth(0.95, 1.0, 1.11))).isFalse();
        assertThat(Relay.isEven(growth(0.16, List.of(1.0, 1.0)))).isFalse();
    }

    private static Comparison growth(Double... costs) {
        return growth(0, List.of(costs));
    }

    /** @param costs what an event costs when many wait, to what it costs when few do, in each round */
    private static Comparison growth(double others, List<Double> costs) {
        List<Slice> few = Collections.nCopies(costs.size(), new Slice(1000, 1, 1, 0, others));
        List<Slice> many =
                costs.stream().map(cost -> new Slice(1000, 1, cost, 0, others)).toList();
        return Comparison.of(few, many, new SplittableRandom(5));
    }
}
