package dev.sotto.jobs.workflows;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechCapabilities.Feature;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a job may have what its workflow and its own settings ask for: by the plan, and by what the engines can
 * do. Engines that are away count, because the job can wait for them.
 */
public final class AskedSpeech {

    private static final String WORKFLOW = "/workflow_id";

    private final JobSettings asked;
    private final PlanFeatures plan;
    private final Map<String, SpeechCapabilities> engines;
    private final @Nullable String engine;
    private final SpeechOptions options;
    private final List<Fault> faults = new ArrayList<>();

    private AskedSpeech(
            WorkflowGraph.Node node, JobSettings asked, PlanFeatures plan, Map<String, SpeechCapabilities> engines) {
        WorkflowGraph.Node merged = Transcribing.with(node, asked);
        this.asked = asked;
        this.plan = plan;
        this.engines = engines;
        this.engine = Transcribing.engine(merged);
        this.options = Transcribing.options(merged);
    }

    /**
     * Returns the settings to store with the job. If the plan allows only some models and nobody has asked for one, they
     * name the first that is allowed.
     *
     * @param engines what each engine can do, in the order in which they are tried
     * @throws Problem with a fault for each thing that cannot be: at the job's own setting, or at its workflow
     */
    public static JobSettings allowed(
            WorkflowGraph graph, JobSettings asked, PlanFeatures plan, Map<String, SpeechCapabilities> engines) {
        WorkflowGraph.Node node = graph.nodes().stream()
                .filter(step -> step.type().equals("transcription"))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        new Fault(WORKFLOW, FaultCode.NOT_ALLOWED, "must be a workflow with a transcription")));
        AskedSpeech speech = new AskedSpeech(node, asked, plan, engines);
        speech.plan(graph);
        speech.require();
        List<SpeechCapabilities> able = speech.able();
        speech.require();
        return plan.models() == null || speech.options.model() != null ? asked : speech.firstModel(able);
    }

    private void plan(WorkflowGraph graph) {
        if (options.model() != null && plan.models() != null && !plan.models().contains(options.model())) {
            notOneOf("model", plan.models(), "because the plan includes no other models");
        }
        if (options.language() != null
                && plan.languages() != null
                && !plan.languages().contains(options.language())) {
            notOneOf("language", plan.languages(), "because the plan includes no other languages");
        }
        if (options.translate() && Boolean.FALSE.equals(plan.translation())) {
            notAllowed("task", "must be transcribe, because the plan does not include translation");
        }
        if (options.diarize() && Boolean.FALSE.equals(plan.diarization())) {
            notAllowed("diarize", "must not tell speakers apart, because the plan does not include it");
        }
        if (graph.nodes().stream().anyMatch(node -> node.type().equals("bgm_separation"))
                && Boolean.FALSE.equals(plan.bgmSeparation())) {
            notAllowed("bgm_separation", "must not take music away, because the plan does not include it");
        }
    }

    private List<SpeechCapabilities> able() {
        List<SpeechCapabilities> wanted = engine == null
                ? List.copyOf(engines.values())
                : Optional.ofNullable(engines.get(engine)).stream().toList();
        if (wanted.isEmpty()) {
            notAllowed("engine", "names a speech engine that is not there any more");
            return List.of();
        }
        List<SpeechCapabilities> able =
                wanted.stream().filter(one -> one.lacks(options) == null).toList();
        if (able.isEmpty()) {
            lacking(
                    wanted.stream()
                            .map(one -> one.lacks(options))
                            .filter(Objects::nonNull)
                            .toList(),
                    wanted);
        }
        return able;
    }

    /** Names something that the job itself asks for, if that is at fault with any engine. */
    private void lacking(List<Feature> lacking, List<SpeechCapabilities> wanted) {
        Feature feature = lacking.stream()
                .filter(one -> !pointer(word(one)).equals(WORKFLOW))
                .findFirst()
                .orElse(lacking.get(0));
        if (feature == Feature.MODEL) {
            List<String> models = wanted.stream()
                    .flatMap(one -> one.models().stream())
                    .distinct()
                    .toList();
            notOneOf("model", models, "which the speech engines have");
        } else {
            notAllowed(
                    word(feature),
                    "asks for something (" + word(feature)
                            + ") that no speech engine here can do together with the rest: see GET /engines");
        }
    }

    private JobSettings firstModel(List<SpeechCapabilities> able) {
        List<String> models = Objects.requireNonNull(plan.models());
        return able.stream()
                .flatMap(one -> one.models().stream())
                .filter(models::contains)
                .findFirst()
                .map(asked::withModel)
                .orElseThrow(() -> Problem.invalid(new Fault(
                        "/model",
                        FaultCode.NOT_ONE_OF,
                        Map.of("allowed", models),
                        "cannot be chosen, because no speech engine here that can do the rest has a model of the plan: "
                                + String.join(", ", models))));
    }

    private void require() {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private void notOneOf(String setting, Collection<String> allowed, String why) {
        faults.add(new Fault(
                pointer(setting),
                FaultCode.NOT_ONE_OF,
                Map.of("allowed", List.copyOf(allowed)),
                about(setting) + "must be one of " + String.join(", ", allowed) + ", " + why));
    }

    private void notAllowed(String setting, String detail) {
        faults.add(new Fault(pointer(setting), FaultCode.NOT_ALLOWED, about(setting) + detail));
    }

    private String about(String setting) {
        return pointer(setting).equals(WORKFLOW) ? "names a workflow whose setting " + setting + " " : "";
    }

    private String pointer(String setting) {
        boolean ofTheJob = switch (setting) {
            case "model" -> asked.model() != null;
            case "language" -> asked.language() != null;
            case "task" -> asked.task() != null;
            case "prompt" -> asked.prompt() != null;
            default -> false;
        };
        return ofTheJob ? "/" + setting : WORKFLOW;
    }

    private static String word(Feature feature) {
        return feature.name().toLowerCase(Locale.ROOT);
    }
}
