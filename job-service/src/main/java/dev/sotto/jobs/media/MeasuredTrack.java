package dev.sotto.jobs.media;

import java.util.List;

/**
 * A track that was decoded once.
 *
 * @param damaged whether part of it could not be read
 */
record MeasuredTrack(Source source, Track track, List<Piece> pieces, SoundMeter meter, boolean damaged) {

    boolean isSilent() {
        return meter.together().isSilent();
    }

    long samples() {
        return pieces.stream().mapToLong(Piece::samples).sum();
    }

    long end() {
        return pieces.get(pieces.size() - 1).end();
    }

    /** Returns the same track, played later. */
    MeasuredTrack after(long samples) {
        List<Piece> later = pieces.stream()
                .map(piece -> new Piece(piece.at() + samples, piece.from(), piece.samples()))
                .toList();
        return new MeasuredTrack(source, track, later, meter, damaged);
    }
}
