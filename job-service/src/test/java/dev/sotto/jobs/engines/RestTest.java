package dev.sotto.jobs.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.HandClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RestTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final HandClock clock = HandClock.now();
    private final Rest rest = new Rest(clock);

    @Test
    void beginsAfterThreeFailuresInARowOfMoreThanOneTenant() {
        rest.failed(ONE);
        rest.failed(OTHER);
        rest.succeeded();
        rest.failed(ONE);
        rest.failed(ONE);
        rest.failed(ONE);
        assertThat(rest.mayBegin()).isTrue();

        rest.failed(OTHER);

        assertThat(rest.mayBegin()).isFalse();
        assertThat(rest.isResting()).isTrue();
    }

    @Test
    void oneRunTriesAfterThePauseAndOthersFollowWhenItGoesOn() {
        rest.away();
        clock.advance(Duration.ofSeconds(5));

        assertThat(rest.mayBegin()).as("the trial").isTrue();
        assertThat(rest.mayBegin()).as("beside the trial").isFalse();
        clock.advance(Duration.ofSeconds(10));
        assertThat(rest.mayBegin()).as("the trial goes on").isTrue();

        rest.succeeded();
        assertThat(rest.mayBegin()).isTrue();
        assertThat(rest.mayBegin()).isTrue();
    }

    @Test
    void pausesBecomeLongerUpToAMinute() {
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            rest.away();
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(rest.mayBegin()).as("before %d s", seconds).isFalse();
            clock.advance(Duration.ofMillis(1));
            assertThat(rest.mayBegin()).as("after %d s", seconds).isTrue();
        }
    }

    @Test
    void trialThatTellsNothingLeavesThePlaceToTheNext() {
        rest.away();
        clock.advance(Duration.ofSeconds(5));
        rest.mayBegin();

        rest.untold();

        assertThat(rest.mayBegin()).isTrue();
    }
}
