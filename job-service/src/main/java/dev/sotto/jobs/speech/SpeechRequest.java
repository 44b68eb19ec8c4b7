package dev.sotto.jobs.speech;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A request for a transcript.
 *
 * @param pcm as {@code media.Media.decode} writes it
 * @param durationMs the length of {@code pcm}, in which long gaps of the recording are shortened
 * @param language ISO 639-1; null lets the engine detect it
 * @param translate whether to translate into English
 */
public record SpeechRequest(
        Path pcm, long durationMs, @Nullable String language, boolean translate) {}
