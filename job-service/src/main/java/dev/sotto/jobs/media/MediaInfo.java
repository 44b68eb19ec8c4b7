package dev.sotto.jobs.media;

import dev.sotto.model.jobs.JobWarning;
import java.util.List;

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

    public MediaInfo {
        warnings = List.copyOf(warnings);
    }

    /** Returns what is reserved and billed: the decoded sound, for each voice. */
    public long billedMs() {
        return decodedMs * voices;
    }
}
