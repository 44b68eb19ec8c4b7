package dev.sotto.jobs.speech;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Set;

/**
 * What an engine can do; graphs are checked against it.
 *
 * @param async it works on after the request has been sent, and is asked for the state
 * @param cancel a run can be stopped
 * @param words it tells the time of each word
 * @param maxBytes of a recording; {@link Long#MAX_VALUE} where it sets no limit
 * @param languages that it understands, by their two letters (ISO 639-1); empty where it knows no limit
 * @param concurrency runs at the same time
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SpeechCapabilities(
        boolean async,
        boolean cancel,
        boolean progress,
        boolean diarize,
        boolean translate,
        boolean words,
        boolean hotwords,
        Set<String> languages,
        long maxBytes,
        int concurrency) {}
