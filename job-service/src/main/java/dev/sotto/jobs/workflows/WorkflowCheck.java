package dev.sotto.jobs.workflows;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.model.jobs.WorkflowGraph.Edge;
import dev.sotto.model.jobs.WorkflowGraph.Node;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds every fault of a graph. */
final class WorkflowCheck {

    private static final String NODES = "/config/nodes/";
    private static final String EDGES = "/config/edges/";
    private static final String INPUT = "input";
    private static final String TRANSCRIPTION = "transcription";
    private static final String EXPORT = "export";
    private static final List<String> CHAIN = List.of(INPUT, TRANSCRIPTION, EXPORT);
    private static final List<String> FORMATS = Arrays.stream(TranscriptFormat.values())
            .map(TranscriptFormat::extension)
            .toList();

    private final WorkflowGraph graph;
    private final Map<String, SpeechCapabilities> engines;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private WorkflowCheck(WorkflowGraph graph, Map<String, SpeechCapabilities> engines) {
        this.graph = graph;
        this.engines = engines;
    }

    /**
     * Checks a graph.
     *
     * @param engines the available speech engines and what each can do
     * @return its faults, with pointers into the workflow's details; empty if the graph can run
     */
    static List<Fault> faults(WorkflowGraph graph, Map<String, SpeechCapabilities> engines) {
        WorkflowCheck check = new WorkflowCheck(graph, engines);
        check.nodes();
        check.edges();
        if (check.faults.isEmpty()) {
            check.chain();
        }
        return List.copyOf(check.faults);
    }

    private void nodes() {
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            if (places.putIfAbsent(node.id(), i) != null) {
                faults.add(new Fault(
                        NODES + i + "/id", FaultCode.GIVEN_TWICE, "must differ from the ids of the other nodes"));
            }
            settings(i, node);
        }
        exactlyOne(TRANSCRIPTION);
        exactlyOne(EXPORT);
        repeated(INPUT);
    }

    private void settings(int i, Node node) {
        switch (node.type()) {
            case INPUT -> known(i, node, Set.of());
            case TRANSCRIPTION -> transcription(i, node);
            case EXPORT -> export(i, node);
            default -> faults.add(Fault.notOneOf(NODES + i + "/type", CHAIN));
        }
    }

    private void transcription(int i, Node node) {
        known(i, node, Transcribing.SETTINGS);
        Object engine = node.config().get(Transcribing.ENGINE);
        if (engine != null && !(engine instanceof String name && engines.containsKey(name))) {
            faults.add(Fault.notOneOf(NODES + i + "/config/engine", sorted(engines.keySet())));
        }
        faults.addAll(Transcribing.faults(node, NODES + i + "/config", engines));
    }

    private void export(int i, Node node) {
        known(i, node, Set.of("formats"));
        Object formats = node.config().get("formats");
        if (formats == null) {
            return;
        }
        if (!(formats instanceof List<?> list)) {
            faults.add(Fault.wrongType(NODES + i + "/config/formats", "array", "must be an array of formats"));
            return;
        }
        if (list.isEmpty()) {
            faults.add(new Fault(
                    NODES + i + "/config/formats",
                    FaultCode.TOO_SHORT,
                    Map.of("min", 1),
                    "must have at least 1 format"));
        }
        for (int k = 0; k < list.size(); k++) {
            if (!FORMATS.contains(list.get(k))) {
                faults.add(Fault.notOneOf(NODES + i + "/config/formats/" + k, FORMATS));
            } else if (list.indexOf(list.get(k)) < k) {
                faults.add(Fault.givenTwice(NODES + i + "/config/formats/" + k));
            }
        }
    }

    private void known(int i, Node node, Set<String> settings) {
        node.config().keySet().stream()
                .filter(name -> !settings.contains(name))
                .sorted()
                .forEach(name -> faults.add(new Fault(
                        NODES + i + "/config/" + escaped(name),
                        FaultCode.UNKNOWN_MEMBER,
                        Map.of("allowed", sorted(settings)),
                        "is not a setting of " + node.type())));
    }

    private void exactlyOne(String type) {
        if (graph.nodes().stream().noneMatch(node -> node.type().equals(type))) {
            faults.add(new Fault("/config/nodes", FaultCode.REQUIRED, "must contain a node of type " + type));
        }
        repeated(type);
    }

    private void repeated(String type) {
        IntStream.range(0, graph.nodes().size())
                .filter(i -> graph.nodes().get(i).type().equals(type))
                .skip(1)
                .forEach(i -> faults.add(
                        new Fault(NODES + i + "/type", FaultCode.GIVEN_TWICE, "must be given only once: " + type)));
    }

    private void edges() {
        Set<Edge> seen = new HashSet<>();
        Map<String, Integer> leaving = new HashMap<>();
        Map<String, Integer> entering = new HashMap<>();
        for (int i = 0; i < graph.edges().size(); i++) {
            Edge edge = graph.edges().get(i);
            end(EDGES + i + "/from", edge.from());
            end(EDGES + i + "/to", edge.to());
            if (edge.from().equals(edge.to())) {
                notAChain(EDGES + i, "must lead to another node");
            } else if (!seen.add(edge)) {
                faults.add(Fault.givenTwice(EDGES + i));
            } else {
                if (leaving.merge(edge.from(), 1, Integer::sum) > 1) {
                    notAChain(EDGES + i + "/from", "must not be the start of two edges");
                }
                if (entering.merge(edge.to(), 1, Integer::sum) > 1) {
                    notAChain(EDGES + i + "/to", "must not be the end of two edges");
                }
            }
        }
    }

    private void end(String pointer, String id) {
        if (!places.containsKey(id)) {
            faults.add(new Fault(pointer, FaultCode.NOT_FOUND, "must be the id of a node"));
        }
    }

    /** Follows the edges from the only start. Nodes that are not reached are disconnected or in a cycle. */
    private void chain() {
        Map<String, String> next = new HashMap<>();
        graph.edges().forEach(edge -> next.put(edge.from(), edge.to()));
        List<String> starts =
                places.keySet().stream().filter(id -> !next.containsValue(id)).toList();
        if (starts.isEmpty()) {
            notAChain("/config/edges", "must not lead in a circle");
            return;
        }
        List<String> met = new ArrayList<>();
        for (String id = starts.get(0); id != null; id = next.get(id)) {
            met.add(id);
        }
        places.forEach((id, i) -> {
            if (!met.contains(id)) {
                notAChain(NODES + i, "must be connected to the other nodes by edges");
            }
        });
        if (faults.isEmpty()) {
            order(met);
        }
    }

    private void order(List<String> met) {
        List<String> wanted = met.size() == 3 ? CHAIN : List.of(TRANSCRIPTION, EXPORT);
        for (int step = 0; step < met.size(); step++) {
            int i = places.get(met.get(step));
            String type = graph.nodes().get(i).type();
            if (!type.equals(wanted.get(step))) {
                notAChain(NODES + i + "/type", "must be " + wanted.get(step) + " at this place of the chain");
            }
        }
    }

    private void notAChain(String pointer, String detail) {
        faults.add(new Fault(pointer, FaultCode.NOT_A_CHAIN, Map.of("order", CHAIN), detail));
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }
}
