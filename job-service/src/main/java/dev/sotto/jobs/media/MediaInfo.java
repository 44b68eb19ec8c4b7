package dev.sotto.jobs.media;

/**
 * The measured properties of a recording.
 *
 * @param durationMs measured by decoding, whole milliseconds
 * @param codec FFmpeg's name of the first audio stream's codec
 * @param sampleRate of that stream, in Hz
 * @param bytes the file's size, counted
 */
public record MediaInfo(AudioFormat format, String codec, long durationMs, int sampleRate, int channels, long bytes) {}
