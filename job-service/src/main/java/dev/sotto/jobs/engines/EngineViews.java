package dev.sotto.jobs.engines;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.jobs.EnginesView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what an engine can do within a plan. */
final class EngineViews {

    private EngineViews() {}

    /** Returns nothing if the plan includes none of the engine's models, or none of its languages. */
    static Optional<EnginesView.Engine> of(String name, SpeechCapabilities can, PlanFeatures plan, boolean available) {
        List<String> models = within(plan.models(), can.models());
        List<String> languages = can.languages().isEmpty()
                ? sorted(plan.languages() == null ? List.of() : plan.languages())
                : within(plan.languages(), sorted(can.languages()));
        if (models.isEmpty() || languages.isEmpty() && !can.languages().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EnginesView.Engine(
                name,
                models,
                languages,
                can.translate() && !Boolean.FALSE.equals(plan.translation()),
                can.diarize() && !Boolean.FALSE.equals(plan.diarization()),
                can.words(),
                can.prompt(),
                can.hotwords(),
                available));
    }

    private static List<String> within(@Nullable List<String> plan, List<String> of) {
        return plan == null ? of : of.stream().filter(plan::contains).toList();
    }

    private static List<String> sorted(Collection<String> words) {
        return words.stream().sorted().toList();
    }
}
