package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * The speech engines.
 *
 * @param items in the order in which jobs that name no engine try them
 */
public record EnginesView(List<Engine> items) {

    /** A speech engine, and what a workflow may ask of it. Where it is stays with the operator. */
    public record Engine(
            @JsonPropertyDescription("Its name in workflows and transcripts")
            String name,

            @JsonPropertyDescription("The names of its models; a workflow that names none takes the first")
            List<String> models,

            @JsonPropertyDescription("The languages that it understands (ISO 639-1); empty if there is no limit")
            List<String> languages,

            @JsonPropertyDescription("Whether it can translate into English")
            boolean translate,

            @JsonPropertyDescription("Whether it can tell speakers apart")
            boolean diarize,

            @JsonPropertyDescription("Whether it tells the time of each word")
            boolean words,

            @JsonPropertyDescription("Whether it takes a prompt")
            boolean prompt,

            @JsonPropertyDescription("Whether it takes words to prefer")
            boolean hotwords,

            @JsonPropertyDescription("Whether it could be reached at the last attempt; jobs wait while it cannot")
            boolean available) {}
}
