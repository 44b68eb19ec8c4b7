package dev.sotto.jobs.speech;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be transcribed.
 *
 * @param pcm as {@code media.Media.decode} writes it
 * @param durationMs of it, as measured
 * @param language ISO 639-1; null lets the engine find out
 * @param translate into English
 */
public record SpeechRequest(
        Path pcm, long durationMs, @Nullable String language, boolean translate) {}
