package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * The steps that a workflow applies to a recording (seed: {@code workflows.config}): typed nodes, connected by edges.
 *
 * @param nodes in any order; ids are unique
 * @param edges each connects two nodes by their ids
 */
public record WorkflowGraph(
        @NotNull @Size(min = 1, max = 100) List<@Valid @NotNull Node> nodes,
        @Size(max = 200) List<@Valid @NotNull Edge> edges) {

    /** Treats absent edges as none. */
    public WorkflowGraph {
        edges = edges == null ? List.of() : edges;
    }

    /** One step of a workflow. */
    public record Node(
            @NotBlank @Size(max = 100) String id,

            @JsonPropertyDescription(
                    "input, transcription or export, in this order; input changes nothing and may be left out")
            @NotBlank
            @Size(max = 50)
            String type,

            @JsonPropertyDescription(
                    "The settings of the type. transcription: engine (a speech engine; without it, any that can do it),"
                            + " language (the two letters of ISO 639-1; without it, the engine detects it), task (transcribe or"
                            + " translate, which is into English), model, prompt (a text that shows style and words to expect),"
                            + " hotwords (words to prefer), diarize (whether to tell speakers apart); GET /engines tells what"
                            + " each engine can do. export: formats (of json, txt, srt, vtt, lrc, tsv). When a request for a"
                            + " transcript names no format, it is answered in the first of them; every format can be requested.")
            @Size(max = 50)
            Map<String, Object> config) {

        /** Treats absent settings as the defaults. */
        public Node {
            config = config == null ? Map.of() : config;
        }
    }

    /** The order of two steps. */
    public record Edge(
            @NotBlank @Size(max = 100) String from,
            @NotBlank @Size(max = 100) String to) {}
}
