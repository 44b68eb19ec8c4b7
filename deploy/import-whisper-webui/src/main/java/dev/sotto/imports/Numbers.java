package dev.sotto.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses times and durations from a database that may contain anything. */
final class Numbers {

    /** Whisper-WebUI is younger than this. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    private static final double LONGEST_SECONDS = 31 * 24 * 3600;
    /** The format of SQLAlchemy, and ISO 8601 in UTC. */
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)(?:Z|\\+00:00)?");

    private Numbers() {}

    /** Converts seconds to exact milliseconds; null if there are none. */
    static @Nullable Long millis(@Nullable Object seconds, String column) throws Unfit {
        if (seconds == null) {
            return null;
        }
        if (!(seconds instanceof Number number)) {
            throw new Unfit("its " + column + " is not a number");
        }
        return millis(number.doubleValue(), column);
    }

    static long millis(double seconds, String what) throws Unfit {
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new Unfit("its " + what + " is absurd: " + seconds + " s");
        }
        return BigDecimal.valueOf(seconds)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /**
     * Converts progress to the range from 0 to 1, with the precision of jobs. It is only displayed, so other values are
     * clamped.
     */
    static BigDecimal fraction(@Nullable Object progress) {
        double value = progress instanceof Number number ? number.doubleValue() : 0;
        return BigDecimal.valueOf(value > 0 ? Math.min(value, 1) : 0).setScale(4, RoundingMode.DOWN);
    }

    /**
     * Parses a UTC time, as Whisper-WebUI writes it.
     *
     * @param latest a later time is an error
     */
    static Instant time(byte @Nullable [] bytes, String column, Instant latest) throws Unfit {
        String text = Texts.exact(bytes, column);
        Matcher matcher = TIME.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            throw new Unfit("its " + column + " is not a time" + (text == null ? "" : ": " + Texts.quoted(text)));
        }
        Instant time;
        try {
            time = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Unfit("its " + column + " is not a time: " + Texts.quoted(text));
        }
        if (time.isBefore(EARLIEST) || time.isAfter(latest)) {
            throw new Unfit("its " + column + " is absurd: " + Texts.quoted(text));
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
