package dev.sotto.jobs.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.SpeechTask;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedSpeechTest {

    private static final Map<String, SpeechCapabilities> ENGINES = new LinkedHashMap<>();

    static {
        ENGINES.put("plain", engine(false, Set.of("en"), "one"));
        ENGINES.put("able", engine(true, Set.of(), "small", "large"));
    }

    @Test
    void keepsWhatWasAskedForWithoutLimits() {
        JobSettings asked = new JobSettings("de", SpeechTask.TRANSLATE, "large", "Straße");

        assertThat(allowed(Map.of(), asked, PlanFeatures.ALL)).isEqualTo(asked);
        assertThat(allowed(Map.of(), JobSettings.NONE, PlanFeatures.ALL)).isEqualTo(JobSettings.NONE);
    }

    @Test
    void namesTheSettingOfTheJobThatNoEngineHas() {
        Fault model = refused(Map.of(), new JobSettings(null, null, "huge", null), PlanFeatures.ALL);
        Fault prompt = refused(Map.of("engine", "plain"), new JobSettings(null, null, null, "p"), PlanFeatures.ALL);

        assertThat(model.pointer()).isEqualTo("/model");
        assertThat(model.code()).isEqualTo(FaultCode.NOT_ONE_OF);
        assertThat(model.params()).containsEntry("allowed", List.of("one", "small", "large"));
        assertThat(prompt.pointer()).isEqualTo("/prompt");
    }

    @Test
    void namesTheWorkflowWhereItIsAtFault() {
        assertThat(refused(Map.of("model", "huge"), JobSettings.NONE, PlanFeatures.ALL)
                        .pointer())
                .isEqualTo("/workflow_id");
        assertThat(refused(Map.of("engine", "gone"), JobSettings.NONE, PlanFeatures.ALL)
                        .pointer())
                .isEqualTo("/workflow_id");
    }

    @Test
    void settingsOfTheJobReplaceThoseOfTheWorkflow() {
        assertThat(allowed(Map.of("model", "huge"), new JobSettings(null, null, "small", null), PlanFeatures.ALL))
                .isEqualTo(new JobSettings(null, null, "small", null));
        JobSettings detected = new JobSettings("auto", null, null, null);
        assertThat(allowed(Map.of("engine", "plain", "language", "de"), detected, PlanFeatures.ALL))
                .isEqualTo(detected);
    }

    @Test
    void planRefusesWhatItDoesNotInclude() {
        PlanFeatures plan = new PlanFeatures(List.of("small"), List.of("en"), false, null, false, null, null);

        assertThat(refused(Map.of(), new JobSettings(null, null, "large", null), plan)
                        .pointer())
                .isEqualTo("/model");
        Fault language = refused(Map.of(), new JobSettings("de", null, null, null), plan);
        assertThat(language.pointer()).isEqualTo("/language");
        assertThat(language.params()).containsEntry("allowed", List.of("en"));
        assertThat(language.detail()).contains("plan", "en");
        assertThat(refused(Map.of(), new JobSettings(null, SpeechTask.TRANSLATE, null, null), plan)
                        .pointer())
                .isEqualTo("/task");
        assertThat(refused(Map.of("diarize", true), JobSettings.NONE, plan).pointer())
                .isEqualTo("/workflow_id");
        assertThat(refused(Map.of("language", "de"), JobSettings.NONE, plan).detail())
                .contains("language", "en");
    }

    @Test
    void planWithoutMusicRefusesASeparation() {
        PlanFeatures plan = new PlanFeatures(null, null, null, false, null, null, null);
        WorkflowGraph graph = new WorkflowGraph(
                List.of(
                        new WorkflowGraph.Node("b", "bgm_separation", Map.of()),
                        new WorkflowGraph.Node("t", "transcription", Map.of())),
                List.of());

        Problem refusal =
                catchThrowableOfType(Problem.class, () -> AskedSpeech.allowed(graph, JobSettings.NONE, plan, ENGINES));

        assertThat(refusal.faults()).extracting(Fault::pointer).containsExactly("/workflow_id");
    }

    @Test
    void choosesTheFirstModelOfThePlan() {
        PlanFeatures large = new PlanFeatures(List.of("other", "large"), null, null, null, null, null, null);

        assertThat(allowed(Map.of(), JobSettings.NONE, large).model()).isEqualTo("large");
        assertThat(refused(Map.of("engine", "plain"), JobSettings.NONE, large).params())
                .containsEntry("allowed", List.of("other", "large"));
    }

    @Test
    void tellsAllFaultsAtOnce() {
        PlanFeatures plan = new PlanFeatures(List.of("small"), List.of("en"), null, null, null, null, null);
        Problem refusal = catchThrowableOfType(
                Problem.class, () -> allowed(Map.of(), new JobSettings("de", null, "large", null), plan));

        assertThat(refusal.faults()).extracting(Fault::pointer).containsExactly("/model", "/language");
    }

    private static Fault refused(Map<String, Object> node, JobSettings asked, PlanFeatures plan) {
        Problem refusal = catchThrowableOfType(Problem.class, () -> allowed(node, asked, plan));
        assertThat(refusal.faults()).hasSize(1);
        return refusal.faults().get(0);
    }

    private static JobSettings allowed(Map<String, Object> node, JobSettings asked, PlanFeatures plan) {
        WorkflowGraph graph = new WorkflowGraph(
                List.of(
                        new WorkflowGraph.Node("t", "transcription", node),
                        new WorkflowGraph.Node("e", "export", Map.of())),
                List.of());
        return AskedSpeech.allowed(graph, asked, plan, ENGINES);
    }

    private static SpeechCapabilities engine(boolean able, Set<String> languages, String... models) {
        return new SpeechCapabilities(false, true, true, able, able, true, able, able, languages, List.of(models), 1);
    }
}
