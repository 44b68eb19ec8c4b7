package dev.sotto.jobs.transcripts;

import java.util.Locale;

/** How formats write a time; hours take as many digits as they need. */
final class CueTime {

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private CueTime() {}

    /** {@code 01:02:03,004} with the given sign between seconds and milliseconds. */
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

    /** {@code [62:03.00]}: LRC knows no hours, its minutes go on. */
    static String lyrics(long millis) {
        return String.format(
                Locale.ROOT, "[%02d:%02d.%02d]", millis / MINUTE, millis % MINUTE / SECOND, millis % SECOND / 10);
    }
}
