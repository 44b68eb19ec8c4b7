package dev.sotto.model.jobs;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * What a workflow does to a recording (seed: {@code workflows.config}): typed nodes, joined by edges.
 *
 * @param nodes in any order; ids are unique
 * @param edges each from one node's id to another's
 */
public record WorkflowGraph(
        @NotNull @Size(min = 1, max = 100) List<@Valid @NotNull Node> nodes,
        @Size(max = 200) List<@Valid @NotNull Edge> edges) {

    /** Absent edges are none. */
    public WorkflowGraph {
        edges = edges == null ? List.of() : edges;
    }

    /**
     * One step.
     *
     * @param type {@code transcription}, {@code export} and so on
     * @param config the type's own settings, checked with the graph
     */
    public record Node(
            @NotBlank @Size(max = 100) String id,
            @NotBlank @Size(max = 50) String type,
            @Size(max = 50) Map<String, Object> config) {

        /** Absent settings are the defaults. */
        public Node {
            config = config == null ? Map.of() : config;
        }
    }

    /** What comes after what. */
    public record Edge(
            @NotBlank @Size(max = 100) String from,
            @NotBlank @Size(max = 100) String to) {}
}
