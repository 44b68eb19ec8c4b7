package dev.sotto.jobs.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeedsTest {

    @Test
    void plainJobNeedsNothing() {
        assertThat(Needs.of(null, SpeechOptions.PLAIN)).isEmpty();
    }

    @Test
    void jobNeedsWhatItNames() {
        SpeechOptions options = new SpeechOptions("de", true, "base", "Names: Ada.", List.of(), true);
        assertThat(Needs.of("whisper", options))
                .containsExactlyInAnyOrder("engine:whisper", "model:base", "diarization", "translation");
    }

    @Test
    void engineThatLacksNothingOffersAllThatIsNeeded() {
        SpeechCapabilities all = new SpeechCapabilities(
                false, true, true, true, true, true, true, true, Set.of(), List.of("base", "large"), 1);
        SpeechOptions options = new SpeechOptions(null, true, "large", null, List.of(), true);
        assertThat(all.lacks(options)).isNull();
        assertThat(Needs.offers("whisper", all)).containsAll(Needs.of("whisper", options));
        assertThat(Needs.offers("other", all)).doesNotContain("engine:whisper");
    }
}
