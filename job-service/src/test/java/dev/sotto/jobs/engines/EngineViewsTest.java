package dev.sotto.jobs.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.jobs.EnginesView;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineViewsTest {

    private static final SpeechCapabilities CAN = new SpeechCapabilities(
            false, true, true, true, true, true, true, true, Set.of("en", "de", "fr"), List.of("small", "large"), 1);

    @Test
    void showsEverythingWithoutLimits() {
        EnginesView.Engine view =
                EngineViews.of("fast", CAN, PlanFeatures.ALL, true).orElseThrow();

        assertThat(view.models()).containsExactly("small", "large");
        assertThat(view.languages()).containsExactly("de", "en", "fr");
        assertThat(view.translate()).isTrue();
        assertThat(view.diarize()).isTrue();
    }

    @Test
    void showsWhatThePlanIncludes() {
        PlanFeatures plan = new PlanFeatures(List.of("large"), List.of("de", "it"), false, null, false, null, null);

        EnginesView.Engine view = EngineViews.of("fast", CAN, plan, true).orElseThrow();

        assertThat(view.models()).containsExactly("large");
        assertThat(view.languages()).containsExactly("de");
        assertThat(view.translate()).isFalse();
        assertThat(view.diarize()).isFalse();
    }

    @Test
    void hidesAnEngineThatThePlanCannotUse() {
        assertThat(EngineViews.of(
                        "fast", CAN, new PlanFeatures(List.of("huge"), null, null, null, null, null, null), true))
                .isEmpty();
        assertThat(EngineViews.of(
                        "fast", CAN, new PlanFeatures(null, List.of("it"), null, null, null, null, null), true))
                .isEmpty();
    }
}
