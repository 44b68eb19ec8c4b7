package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.local.walk.Recording;
import dev.sotto.local.walk.WalkThrough;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main use, from a new reseller to a metered and billed transcript: what {@code deploy/local/up --once} runs. */
@ExtendWith(CanaryWatch.class)
class MainJobTest {

    @Test
    void walkThroughPassesTwice() {
        assertThat(walkThrough(Recording.sample())).isTrue();
        // The expected words are known only for the first recording.
        assertThat(walkThrough(CrashTest.CLIP)).isTrue();
    }

    private static boolean walkThrough(Recording recording) {
        return new WalkThrough(RunningSotto.running().place(), recording, false, System.out).run();
    }
}
