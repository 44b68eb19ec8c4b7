package dev.sotto.jobs.media;

/**
 * What a recording was found to be.
 *
 * @param durationMs measured by decoding, whole milliseconds
 * @param codec FFmpeg's name of the first audio stream's codec
 * @param sampleRate of that stream, in Hz
 * @param bytes counted, the file's size
 */
public record MediaInfo(AudioFormat format, String codec, long durationMs, int sampleRate, int channels, long bytes) {}
