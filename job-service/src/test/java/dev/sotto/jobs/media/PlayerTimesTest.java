package dev.sotto.jobs.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlayerTimesTest {

    private static final long SECOND = 16_000;

    @Test
    void keepsShortGapsAndShortensLongOnes() {
        PlayerTimes times = PlayerTimes.of(List.of(
                new Piece(0, 0, SECOND),
                new Piece(2 * SECOND, SECOND, SECOND),
                new Piece(100 * SECOND, 2 * SECOND, SECOND)));

        assertThat(times.decoded()).isEqualTo(3 * SECOND);
        assertThat(times.length()).isEqualTo(101 * SECOND);
        assertThat(times.heard()).isEqualTo(5 * SECOND);
        assertThat(times.heard(100 * SECOND)).isEqualTo(4 * SECOND);
        assertThat(times.shown(2 * SECOND)).isEqualTo(2 * SECOND);
        assertThat(times.shown(4 * SECOND)).isEqualTo(100 * SECOND);
    }

    /** A word may seem to begin in the silence before it. */
    @Test
    void wordsAtTheEdgesOfALongGapKeepTheirTimes() {
        PlayerTimes times = PlayerTimes.of(List.of(new Piece(0, 0, SECOND), new Piece(60 * SECOND, SECOND, SECOND)));

        assertThat(times.shown(SECOND + SECOND / 4)).isEqualTo(SECOND + SECOND / 4);
        assertThat(times.shown(2 * SECOND - SECOND / 4)).isEqualTo(60 * SECOND - SECOND / 4);
    }

    @Test
    void soundThatStartsLateIsShownLate() {
        PlayerTimes times = PlayerTimes.of(List.of(new Piece(30 * SECOND, 0, SECOND)));

        assertThat(times.heard()).isEqualTo(2 * SECOND);
        assertThat(times.shown(SECOND)).isEqualTo(30 * SECOND);
    }

    @Test
    void tracksThatPlayTogetherCountOnce() {
        PlayerTimes times = PlayerTimes.of(List.of(
                new Piece(0, 0, 3 * SECOND),
                new Piece(SECOND, 0, 3 * SECOND),
                new Piece(2 * SECOND, 3 * SECOND, SECOND)));

        assertThat(times.decoded()).isEqualTo(4 * SECOND);
        assertThat(times.length()).isEqualTo(4 * SECOND);
        assertThat(times.cuts()).isEmpty();
    }

    /** A frame of 20 ms each second: its author pays for the frames only. */
    @Test
    void manyGapsDoNotMakeTheSoundMuchLonger() {
        List<Piece> pieces = LongStream.range(0, 36_000)
                .mapToObj(i -> new Piece(i * SECOND, i * 320, 320))
                .toList();

        PlayerTimes times = PlayerTimes.of(pieces);

        assertThat(times.length()).isGreaterThan(35_000 * SECOND);
        assertThat(times.heard()).isLessThanOrEqualTo(2 * times.decoded() + 60 * SECOND);
        assertThat(LongStream.range(0, times.heard() / 1000).map(i -> times.shown(i * 1000)))
                .isSorted();
    }

    @Test
    void followsNoTimeThatJumpsBackOrForHours() {
        TrackTimes times = new TrackTimes(true, 0);
        times.frame(0, 1);
        times.frame(-36_000, 1);
        times.frame(-35_999, 1);
        times.frame(1e9, 1);
        times.frame(1e9 + 11, 1);
        times.frame(Double.NaN, 1);

        assertThat(times.pieces(6 * SECOND))
                .containsExactly(new Piece(0, 0, 4 * SECOND), new Piece(14 * SECOND, 4 * SECOND, 2 * SECOND));
        assertThat(times.isRepaired()).isTrue();
    }

    @Test
    void formatWithoutTimesHasNoGaps() {
        TrackTimes times = new TrackTimes(false, 0);
        times.frame(0, 1);
        times.frame(5, 1);

        assertThat(times.pieces(2 * SECOND)).containsExactly(new Piece(0, 0, 2 * SECOND));
    }
}
