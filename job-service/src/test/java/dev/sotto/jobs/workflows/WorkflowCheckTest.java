package dev.sotto.jobs.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.model.jobs.WorkflowGraph.Edge;
import dev.sotto.model.jobs.WorkflowGraph.Node;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkflowCheckTest {

    private static final Map<String, SpeechCapabilities> ENGINES = Map.of(
            "sphinx",
            new SpeechCapabilities(
                    false, true, true, false, false, true, false, false, Set.of("en"), List.of("en-us"), 1),
            "whisper",
            new SpeechCapabilities(
                    false,
                    true,
                    true,
                    false,
                    true,
                    true,
                    true,
                    true,
                    Set.of("en", "fr"),
                    List.of("small", "large"),
                    1));
    private static final Node IN = node("i", "input");
    private static final Node SPEECH = node("t", "transcription");
    private static final Node OUT = node("e", "export");

    @Test
    void acceptsChainWithAndWithoutInput() {
        assertThat(faults(List.of(SPEECH, OUT), edge("t", "e"))).isEmpty();
        assertThat(faults(List.of(OUT, SPEECH, IN), edge("t", "e"), edge("i", "t")))
                .isEmpty();
    }

    @Test
    void acceptsEachKnownSetting() {
        Node speech = new Node("t", "transcription", Map.of("engine", "sphinx", "language", "en"));
        Node out = new Node("e", "export", Map.of("formats", List.of("txt", "srt", "vtt", "json", "lrc", "tsv")));

        assertThat(faults(List.of(speech, out), edge("t", "e"))).isEmpty();
    }

    @Test
    void pointsAtUnsupportedLanguage() {
        Node named = new Node("t", "transcription", Map.of("engine", "sphinx", "language", "de"));
        Node any = new Node("t", "transcription", Map.of("language", "de"));
        Node out = node("e", "export");

        assertThat(faults(List.of(named, out), edge("t", "e"))).containsExactly("/config/nodes/0/config/language");
        assertThat(faults(List.of(any, out), edge("t", "e"))).containsExactly("/config/nodes/0/config/language");
    }

    @Test
    void acceptsWhatOneEngineCanDo() {
        Map<String, Object> config = Map.of(
                "language",
                "fr",
                "task",
                "translate",
                "model",
                "large",
                "prompt",
                "Bonjour.",
                "hotwords",
                List.of("Sotto"),
                "diarize",
                false);

        assertThat(faultsOfTranscription(config)).isEmpty();
    }

    @Test
    void pointsAtWhatNoEngineCanDo() {
        assertThat(faultsOfTranscription(Map.of("engine", "sphinx", "task", "translate")))
                .containsExactly("/config/nodes/0/config/task");
        assertThat(faultsOfTranscription(Map.of("engine", "sphinx", "model", "large")))
                .containsExactly("/config/nodes/0/config/model");
        assertThat(faultsOfTranscription(Map.of("diarize", true))).containsExactly("/config/nodes/0/config/diarize");
        assertThat(faultsOfTranscription(Map.of("engine", "sphinx", "prompt", "Hello.")))
                .containsExactly("/config/nodes/0/config/prompt");
        assertThat(faultsOfTranscription(Map.of("engine", "sphinx", "hotwords", List.of("Sotto"))))
                .containsExactly("/config/nodes/0/config/hotwords");
    }

    @Test
    void pointsAtSettingsOfAnotherKind() {
        Map<String, Object> config = Map.of(
                "task",
                "sing",
                "model",
                5,
                "prompt",
                "x".repeat(1_001),
                "hotwords",
                List.of("Sotto", 5),
                "diarize",
                "yes");

        assertThat(faultsOfTranscription(config))
                .containsExactlyInAnyOrder(
                        "/config/nodes/0/config/task",
                        "/config/nodes/0/config/model",
                        "/config/nodes/0/config/prompt",
                        "/config/nodes/0/config/hotwords/1",
                        "/config/nodes/0/config/diarize");
        assertThat(faultsOfTranscription(Map.of("hotwords", "Sotto")))
                .containsExactly("/config/nodes/0/config/hotwords");
    }

    private static List<String> faultsOfTranscription(Map<String, Object> config) {
        return faults(List.of(new Node("t", "transcription", config), OUT), edge("t", "e"));
    }

    @Test
    void pointsAtUnknownTypesSettingsAndValues() {
        Node speech =
                new Node("t", "transcription", Map.of("engine", "whisper-9", "langauge", "en", "language", "English"));
        Node out = new Node("e", "export", Map.of("formats", List.of("srt", "docx", "srt", 5)));

        assertThat(faults(List.of(speech, out, node("x", "diarization")), edge("t", "e")))
                .containsExactlyInAnyOrder(
                        "/config/nodes/0/config/engine",
                        "/config/nodes/0/config/langauge",
                        "/config/nodes/0/config/language",
                        "/config/nodes/1/config/formats/1",
                        "/config/nodes/1/config/formats/2",
                        "/config/nodes/1/config/formats/3",
                        "/config/nodes/2/type");
    }

    @Test
    void requiresAtLeastOneFormat() {
        for (Object formats : List.of(List.of(), "srt", Map.of())) {
            Node out = new Node("e", "export", Map.of("formats", formats));
            assertThat(faults(List.of(SPEECH, out), edge("t", "e"))).containsExactly("/config/nodes/1/config/formats");
        }
    }

    @Test
    void pointsAtDuplicateIdsAndRepeatedSteps() {
        assertThat(faults(List.of(SPEECH, OUT, node("t", "export")), edge("t", "e")))
                .containsExactlyInAnyOrder("/config/nodes/2/id", "/config/nodes/2/type");
    }

    @Test
    void reportsEachMissingStep() {
        assertThat(faults(List.of(IN))).containsExactly("/config/nodes", "/config/nodes");
    }

    @Test
    void pointsAtDanglingRepeatedAndSelfEdges() {
        assertThat(faults(
                        List.of(SPEECH, OUT),
                        edge("t", "e"),
                        edge("t", "e"),
                        edge("e", "e"),
                        edge("t", "nowhere"),
                        edge("ghost", "e")))
                .contains("/config/edges/1", "/config/edges/2", "/config/edges/3/to", "/config/edges/4/from");
    }

    @Test
    void pointsAtForksAndJoins() {
        assertThat(faults(List.of(IN, SPEECH, OUT), edge("i", "t"), edge("i", "e"), edge("t", "e")))
                .containsExactlyInAnyOrder("/config/edges/1/from", "/config/edges/2/to");
    }

    @Test
    void refusesCyclesAndDisconnectedNodes() {
        assertThat(faults(List.of(SPEECH, OUT), edge("t", "e"), edge("e", "t"))).containsExactly("/config/edges");
        assertThat(faults(List.of(IN, SPEECH, OUT), edge("t", "e")))
                .containsExactly("/config/nodes/1", "/config/nodes/2");
        assertThat(faults(List.of(SPEECH, OUT))).containsExactly("/config/nodes/1");
    }

    @Test
    void refusesWrongOrder() {
        assertThat(faults(List.of(SPEECH, OUT), edge("e", "t")))
                .containsExactly("/config/nodes/1/type", "/config/nodes/0/type");
    }

    @Test
    void tellsProgramsWhatIsWrong() {
        Node unknown = new Node("t", "transcription", Map.of("engine", "whisper-9"));

        assertThat(check(List.of(unknown, OUT), edge("t", "e"))).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.NOT_ONE_OF);
            assertThat(fault.params()).isEqualTo(Map.of("allowed", List.of("sphinx", "whisper")));
        });
        assertThat(check(List.of(SPEECH, OUT), edge("t", "e"), edge("e", "t")))
                .singleElement()
                .extracting(Fault::code)
                .isEqualTo(FaultCode.NOT_A_CHAIN);
    }

    private static Node node(String id, String type) {
        return new Node(id, type, Map.of());
    }

    private static Edge edge(String from, String to) {
        return new Edge(from, to);
    }

    private static List<String> faults(List<Node> nodes, Edge... edges) {
        return check(nodes, edges).stream().map(Fault::pointer).toList();
    }

    private static List<Fault> check(List<Node> nodes, Edge... edges) {
        return WorkflowCheck.faults(new WorkflowGraph(nodes, List.of(edges)), ENGINES);
    }
}
