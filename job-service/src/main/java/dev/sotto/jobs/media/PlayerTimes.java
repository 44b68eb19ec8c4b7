package dev.sotto.jobs.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Maps the sound that the engine hears to the times that a player shows. A gap is silence of a second at most for the
 * engine, so that hours without sound cost nothing. In samples at 16 kHz.
 *
 * @param decoded how much sound there is, without gaps
 * @param length of the recording in a player
 * @param heard how much the engine hears
 * @param cuts in the order of the recording
 */
record PlayerTimes(long decoded, long length, long heard, List<Cut> cuts) {

    private static final long SECOND = 1000L * Media.SAMPLES_A_MILLISECOND;
    /** All silence together is at most a minute longer than the sound. */
    private static final long SILENCE = 60 * SECOND;

    /**
     * Where time was left out.
     *
     * @param heard the place in what the engine hears
     * @param left how much was left out before it
     */
    record Cut(long heard, long left) {}

    /** @param pieces of all tracks that are mixed */
    static PlayerTimes of(List<Piece> pieces) {
        List<Piece> sorted =
                pieces.stream().sorted(Comparator.comparingLong(Piece::at)).toList();
        List<Cut> cuts = new ArrayList<>();
        long silence = union(sorted) + SILENCE;
        long end = 0;
        long left = 0;
        long decoded = 0;
        for (Piece piece : sorted) {
            long gap = Math.max(0, piece.at() - end);
            long kept = Math.min(Math.min(gap, SECOND), silence);
            silence -= kept;
            if (gap > kept) {
                // In the middle of the silence, so that a word at an edge of it keeps its time.
                long place = end - left + kept / 2;
                left += gap - kept;
                cuts.add(new Cut(place, left));
            }
            decoded += Math.max(0, piece.end() - Math.max(end, piece.at()));
            end = Math.max(end, piece.end());
        }
        return new PlayerTimes(decoded, end, end - left, List.copyOf(cuts));
    }

    private static long union(List<Piece> sorted) {
        long end = 0;
        long sum = 0;
        for (Piece piece : sorted) {
            sum += Math.max(0, piece.end() - Math.max(end, piece.at()));
            end = Math.max(end, piece.end());
        }
        return sum;
    }

    /** @param heard a place in what the engine hears */
    long shown(long heard) {
        return heard + left(cut -> cut.heard() <= heard);
    }

    /** @param shown a place in a player where there is sound */
    long heard(long shown) {
        return shown - left(cut -> cut.heard() + cut.left() <= shown);
    }

    private long left(Predicate<Cut> isBefore) {
        int low = 0;
        int high = cuts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore.test(cuts.get(middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : cuts.get(low - 1).left();
    }
}
