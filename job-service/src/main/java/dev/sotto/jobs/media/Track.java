package dev.sotto.jobs.media;

/**
 * An audio track of a recording. Everything here is a claim of the file.
 *
 * @param number from 1, among the audio tracks
 * @param index FFmpeg's number, among all tracks
 * @param codec FFmpeg's name of the codec, or the file's own if FFmpeg does not know it
 * @param known whether FFmpeg knows the codec
 * @param channels may be too few or too many
 * @param seconds when it ends; 0 if the file does not say
 * @param start the time of the file at which a player begins to play, in seconds
 * @param isTimed whether the format states when sound is played; in others it follows without gaps
 */
record Track(
        int number,
        int index,
        String codec,
        boolean known,
        int sampleRate,
        int channels,
        boolean isDefault,
        boolean isProtected,
        double seconds,
        double start,
        boolean isTimed) {}
