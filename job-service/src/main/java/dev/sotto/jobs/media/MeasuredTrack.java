package dev.sotto.jobs.media;

import java.util.List;

/**
 * A track that was decoded once.
 *
 * @param damaged whether part of it could not be read
 */
record MeasuredTrack(Track track, List<Piece> pieces, SoundMeter meter, boolean damaged) {

    boolean isSilent() {
        return meter.together().isSilent();
    }

    long samples() {
        return pieces.stream().mapToLong(Piece::samples).sum();
    }
}
