package dev.sotto.jobs.media;

import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a recording's sound.
 *
 * @param track the number of the audio track, from 1; null leaves the choice to Sotto
 * @param split whether each channel is a voice of its own
 */
public record SoundChoice(@Nullable Integer track, boolean split) {

    /** Sotto chooses the track, or mixes several. */
    public static final SoundChoice ALL = new SoundChoice(null, false);
}
