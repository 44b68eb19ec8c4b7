package dev.sotto.jobs.transcripts;

import java.util.Locale;

/** Formats times; hours have as many digits as needed. */
final class CueTime {

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private CueTime() {}

    /** Returns {@code 01:02:03,004} with the given separator before the milliseconds. */
    static String clock(long millis, char decimal) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                millis / HOUR,
                millis % HOUR / MINUTE,
                millis % MINUTE / SECOND,
                decimal,
                millis % SECOND);
    }

    /** Returns {@code [62:03.00]}; LRC has no hours, so minutes may exceed 59. */
    static String lyrics(long millis) {
        return String.format(
                Locale.ROOT, "[%02d:%02d.%02d]", millis / MINUTE, millis % MINUTE / SECOND, millis % SECOND / 10);
    }
}
