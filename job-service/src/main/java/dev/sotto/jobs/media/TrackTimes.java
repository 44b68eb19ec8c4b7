package dev.sotto.jobs.media;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds the pieces of a track from the times of its decoded frames. Times are the file's claims: a jump back or one of
 * more than an hour is taken for an error, and the sound continues where it was.
 */
final class TrackTimes {

    /** Players do not hear less; some formats count in milliseconds or in whole packets. */
    private static final double TOLERANCE = 0.1;

    private static final double BACK = -2;
    private static final double LONGEST_GAP = 3600;
    /** No gap is kept that makes a track longer, in seconds. */
    private static final double LONGEST = 24 * 3600;

    private static final int MOST_PIECES = 100_000;
    private static final int RATE = 1000 * Media.SAMPLES_A_MILLISECOND;

    private final boolean keepsGaps;
    private final List<long[]> starts = new ArrayList<>();
    private double position;
    private double decoded;
    private double shift;
    private boolean repaired;

    /**
     * @param keepsGaps whether the format has times of its own
     * @param start the time of the file at which a player begins to play, in seconds
     */
    TrackTimes(boolean keepsGaps, double start) {
        this.keepsGaps = keepsGaps;
        this.shift = -start;
    }

    /**
     * @param at in seconds; NaN if unknown
     * @param seconds its length
     */
    void frame(double at, double seconds) {
        double gap = Double.isNaN(at) ? 0 : at + shift - position;
        if (gap > TOLERANCE && isCredible(gap)) {
            position += gap;
            start();
        } else if (gap > TOLERANCE || gap < BACK) {
            shift -= gap;
            repaired = true;
        }
        if (starts.isEmpty()) {
            start();
        }
        position += seconds;
        decoded += seconds;
    }

    private boolean isCredible(double gap) {
        return keepsGaps && gap <= LONGEST_GAP && position + gap < LONGEST && starts.size() < MOST_PIECES;
    }

    private void start() {
        starts.add(new long[] {Math.round(position * RATE), Math.round(decoded * RATE)});
    }

    /** Returns whether times of the file were not followed. */
    boolean isRepaired() {
        return repaired;
    }

    /** @param samples that were decoded; a frame at the end may have been cut off */
    List<Piece> pieces(long samples) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            long from = starts.get(i)[1];
            long end = i + 1 < starts.size() ? Math.min(starts.get(i + 1)[1], samples) : samples;
            if (end > from) {
                pieces.add(new Piece(starts.get(i)[0], from, end - from));
            }
        }
        return pieces.isEmpty() && samples > 0 ? List.of(new Piece(0, 0, samples)) : pieces;
    }
}
