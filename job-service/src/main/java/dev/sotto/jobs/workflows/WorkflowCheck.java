package dev.sotto.jobs.workflows;

import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.model.jobs.WorkflowGraph.Edge;
import dev.sotto.model.jobs.WorkflowGraph.Node;
import dev.sotto.runtime.problem.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    private final WorkflowGraph graph;
    private final Map<String, Set<String>> engines;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private WorkflowCheck(WorkflowGraph graph, Map<String, Set<String>> engines) {
        this.graph = graph;
        this.engines = engines;
    }

    /**
     * Checks a graph.
     *
     * @param engines the available speech engines, each with its languages; an empty set means any language
     * @return its faults, with pointers into the workflow's details; empty if the graph can run
     */
    static List<Fault> faults(WorkflowGraph graph, Map<String, Set<String>> engines) {
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
                fault(NODES + i + "/id", "is the id of an earlier node too");
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
            default -> fault(NODES + i + "/type", "must be one of input, transcription, export");
        }
    }

    private void transcription(int i, Node node) {
        known(i, node, Set.of("engine", "language"));
        Object engine = node.config().get("engine");
        if (engine != null && !(engine instanceof String name && engines.containsKey(name))) {
            fault(NODES + i + "/config/engine", "must be one of " + String.join(", ", sorted(engines.keySet())));
        }
        Object language = node.config().get("language");
        if (language != null && !(language instanceof String code && code.matches("[a-z]{2}"))) {
            fault(NODES + i + "/config/language", "must be a language's two letters (ISO 639-1), as en");
        } else if (language != null && !understood(engine, language)) {
            fault(
                    NODES + i + "/config/language",
                    "is not understood by " + (engine == null ? "any engine here" : engine));
        }
    }

    /** Without an engine name, any engine may do it. An unknown engine is a separate fault. */
    private boolean understood(Object engine, Object language) {
        return (engine != null && !engines.containsKey(engine))
                || engines.entrySet().stream()
                        .filter(each -> engine == null || each.getKey().equals(engine))
                        .anyMatch(each ->
                                each.getValue().isEmpty() || each.getValue().contains(language));
    }

    private void export(int i, Node node) {
        known(i, node, Set.of("formats"));
        Object formats = node.config().get("formats");
        if (formats == null) {
            return;
        }
        if (!(formats instanceof List<?> list) || list.isEmpty()) {
            fault(NODES + i + "/config/formats", "must be a list of at least one format");
            return;
        }
        for (int k = 0; k < list.size(); k++) {
            if (!isFormat(list.get(k))) {
                fault(NODES + i + "/config/formats/" + k, "must be one of txt, srt, vtt, json, lrc, tsv");
            } else if (list.indexOf(list.get(k)) < k) {
                fault(NODES + i + "/config/formats/" + k, "stands in the list already");
            }
        }
    }

    private static boolean isFormat(Object format) {
        return format instanceof String word
                && word.equals(word.toLowerCase(Locale.ROOT))
                && TranscriptFormat.byExtension(word).isPresent();
    }

    private void known(int i, Node node, Set<String> settings) {
        node.config().keySet().stream()
                .filter(name -> !settings.contains(name))
                .sorted()
                .forEach(name -> fault(NODES + i + "/config/" + escaped(name), "is no setting of " + node.type()));
    }

    private void exactlyOne(String type) {
        if (graph.nodes().stream().noneMatch(node -> node.type().equals(type))) {
            fault("/config/nodes", "must contain a node of type " + type);
        }
        repeated(type);
    }

    private void repeated(String type) {
        IntStream.range(0, graph.nodes().size())
                .filter(i -> graph.nodes().get(i).type().equals(type))
                .skip(1)
                .forEach(i -> fault(NODES + i + "/type", "there may be only one node of type " + type));
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
                fault(EDGES + i, "leads from a node to itself");
            } else if (!seen.add(edge)) {
                fault(EDGES + i, "stands in the list already");
            } else {
                if (leaving.merge(edge.from(), 1, Integer::sum) > 1) {
                    fault(EDGES + i + "/from", "a node leads to one other at the most");
                }
                if (entering.merge(edge.to(), 1, Integer::sum) > 1) {
                    fault(EDGES + i + "/to", "a node follows one other at the most");
                }
            }
        }
    }

    private void end(String pointer, String id) {
        if (!places.containsKey(id)) {
            fault(pointer, "is not the id of a node");
        }
    }

    /** Follows the edges from the only start. Nodes that are not reached are disconnected or in a cycle. */
    private void chain() {
        Map<String, String> next = new HashMap<>();
        graph.edges().forEach(edge -> next.put(edge.from(), edge.to()));
        List<String> starts =
                places.keySet().stream().filter(id -> !next.containsValue(id)).toList();
        if (starts.isEmpty()) {
            fault("/config/edges", "lead in a circle");
            return;
        }
        List<String> met = new ArrayList<>();
        for (String id = starts.get(0); id != null; id = next.get(id)) {
            met.add(id);
        }
        places.forEach((id, i) -> {
            if (!met.contains(id)) {
                fault(NODES + i, starts.contains(id) ? "is a second start" : "can't be reached from the start");
            }
        });
        if (faults.isEmpty()) {
            order(met);
        }
    }

    private void order(List<String> met) {
        List<String> wanted = met.size() == 3 ? List.of(INPUT, TRANSCRIPTION, EXPORT) : List.of(TRANSCRIPTION, EXPORT);
        for (int step = 0; step < met.size(); step++) {
            int i = places.get(met.get(step));
            String type = graph.nodes().get(i).type();
            if (!type.equals(wanted.get(step))) {
                fault(
                        NODES + i + "/type",
                        "stands where " + wanted.get(step) + " must: the order is " + String.join(", ", wanted));
            }
        }
    }

    private void fault(String pointer, String detail) {
        faults.add(new Fault(pointer, detail));
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }
}
