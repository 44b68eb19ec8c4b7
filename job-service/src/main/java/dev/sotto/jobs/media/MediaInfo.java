package dev.sotto.jobs.media;

import dev.sotto.model.jobs.JobWarning;
import java.util.List;
import java.util.Map;

/**
 * The measured properties of a recording.
 *
 * @param format its usual name, for example {@code mp3}; FFmpeg's name for rare ones
 * @param codec FFmpeg's name of the first used track's codec
 * @param durationMs the time that a player shows, with gaps
 * @param decodedMs the length of the sound without gaps
 * @param sampleRate of that track, in Hz
 * @param channels of that track
 * @param voices how many transcripts it gives: 1, or the number of channels if they are split
 * @param bytes the file's size, counted
 */
public record MediaInfo(
        String format,
        String codec,
        long durationMs,
        long decodedMs,
        int sampleRate,
        int channels,
        int voices,
        long bytes,
        List<JobWarning> warnings) {

    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry("wav", "audio/wav"),
            Map.entry("w64", "audio/x-w64"),
            Map.entry("aiff", "audio/aiff"),
            Map.entry("caf", "audio/x-caf"),
            Map.entry("au", "audio/basic"),
            Map.entry("flac", "audio/flac"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("aac", "audio/aac"),
            Map.entry("amr", "audio/amr"),
            Map.entry("ac3", "audio/ac3"),
            Map.entry("dts", "audio/vnd.dts"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("wma", "audio/x-ms-wma"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("3gp", "video/3gpp"),
            Map.entry("webm", "video/webm"),
            Map.entry("mkv", "video/x-matroska"),
            Map.entry("avi", "video/x-msvideo"),
            Map.entry("flv", "video/x-flv"),
            Map.entry("mpegts", "video/mp2t"),
            Map.entry("mpeg", "video/mpeg"));

    public MediaInfo {
        warnings = List.copyOf(warnings);
    }

    /** Returns the media type for a download; a container may hold a video. */
    public String mediaType() {
        return MEDIA_TYPES.getOrDefault(format, "application/octet-stream");
    }

    /** Returns what is reserved and billed: the decoded sound, for each voice. */
    public long billedMs() {
        return decodedMs * voices;
    }
}
