package dev.sotto.jobs.media;

/**
 * A part of a track without a gap. In samples at 16 kHz.
 *
 * @param at where a player plays it
 * @param from its place in the decoded sound, which has no gaps
 */
record Piece(long at, long from, long samples) {

    long end() {
        return at + samples;
    }
}
