package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.local.walk.Recording;
import dev.sotto.local.walk.WalkThrough;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job, from a reseller's sign-up to a metered, billed transcript: what {@code deploy/local/up --once} runs. */
@ExtendWith(CanaryWatch.class)
class MainJobTest {

    @Test
    void everyStepOfTheWalkThroughHoldsAlsoWhenItIsRepeated() {
        assertThat(walkThrough(Recording.sample())).isTrue();
        // Which words it has is said of the first alone.
        assertThat(walkThrough(CrashTest.CLIP)).isTrue();
    }

    private static boolean walkThrough(Recording recording) {
        return new WalkThrough(RunningSotto.running().place(), recording, false, System.out).run();
    }
}
