package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.local.walk.Recording;
import dev.sotto.local.walk.WalkThrough;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job, from a reseller's sign-up to a metered, billed transcript: what {@code deploy/local/up --once} runs. */
@ExtendWith(CanaryWatch.class)
class MainJobTest {

    private static final Path CLIP =
            Path.of("..", "..", "job-service", "src", "test", "resources", "audio", "clip.mp3");

    @Test
    void everyStepOfTheWalkThroughHoldsAlsoWhenItIsRepeated() {
        assertThat(walkThrough(Recording.sample())).isTrue();
        // Which words it has is said of the first alone.
        assertThat(walkThrough(Recording.of(CLIP))).isTrue();
    }

    private static boolean walkThrough(Recording recording) {
        return new WalkThrough(Whole.running().place(), recording, false, System.out).run();
    }
}
