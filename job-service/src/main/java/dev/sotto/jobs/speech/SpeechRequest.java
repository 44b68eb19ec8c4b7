package dev.sotto.jobs.speech;

import java.nio.file.Path;

/**
 * A request for a transcript.
 *
 * @param pcm as {@code media.Media.decode} writes it
 * @param durationMs the length of {@code pcm}, in which long gaps of the recording are shortened
 */
public record SpeechRequest(Path pcm, long durationMs, SpeechOptions options) {}
