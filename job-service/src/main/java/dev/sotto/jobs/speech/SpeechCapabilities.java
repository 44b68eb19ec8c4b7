package dev.sotto.jobs.speech;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Set;

/**
 * The capabilities of an engine. Graphs are checked against them.
 *
 * @param async whether it works after the request and is asked for its state
 * @param cancel whether a run can be stopped
 * @param words whether it returns the time of each word
 * @param maxBytes the largest recording; {@link Long#MAX_VALUE} if there is no limit
 * @param languages the languages it supports (ISO 639-1); empty if there is no limit
 * @param concurrency the number of simultaneous runs
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
