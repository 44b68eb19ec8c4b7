package dev.sotto.tenants.throttling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryAfterScheduleTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final RetryAfterSchedule retryAfterSchedule = new RetryAfterSchedule(20, Duration.ofSeconds(3), clock::get);

    @Test
    void schedulesNoMoreRetriesPerSecondThanCapacity() {
        assertThat(refused(50)).containsExactly(entry(1, 20L), entry(2, 20L), entry(3, 10L));
    }

    @Test
    void pastSecondsAreFreed() {
        refused(50);
        clock.addAndGet(Duration.ofMillis(1500).toNanos());

        assertThat(refused(20)).containsExactly(entry(2, 20L));

        clock.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(refused(1)).containsExactly(entry(1, 1L));
    }

    @Test
    void limitsTheLongestWait() {
        assertThat(refused(130)).containsExactly(entry(1, 50L), entry(2, 40L), entry(3, 40L));
    }

    @Test
    void earlyRetriesDoNotDelayOthers() {
        for (int again = 0; again < 1_000; again++) {
            retryAfterSchedule.seconds("a flood");
        }

        assertThat(refused(39)).containsExactly(entry(1, 19L), entry(2, 20L));
    }

    @Test
    void spreadsPeopleOfOneAddress() {
        List<Integer> told = IntStream.range(0, 50)
                .mapToObj(one -> retryAfterSchedule.seconds("an office"))
                .toList();

        assertThat(told).contains(1, 2, 3);
        assertThat(Collections.frequency(told, 1)).isEqualTo(20);
    }

    @Test
    void punctualRetryGetsAFreshSlot() {
        retryAfterSchedule.seconds("somebody");
        refused(19);
        clock.addAndGet(Duration.ofMillis(900).toNanos());

        assertThat(retryAfterSchedule.seconds("somebody")).isEqualTo(1);
        assertThat(refused(1)).containsExactly(entry(1, 1L));
    }

    private Map<Integer, Long> refused(int people) {
        return IntStream.range(0, people)
                .mapToObj(one -> retryAfterSchedule.seconds(new Object()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
