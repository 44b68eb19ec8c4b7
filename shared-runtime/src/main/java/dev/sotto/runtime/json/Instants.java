package dev.sotto.runtime.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Points in time as callers write them: ISO 8601 with an offset (RFC 3339, and the seconds may be left out), with years that
 * every database and every reader can take.
 */
public final class Instants {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private Instants() {}

    /**
     * The point in time that is written so.
     *
     * @throws DateTimeException when none is
     */
    public static Instant parse(String text) {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        if (!isOfFourDigits(instant)) {
            throw new DateTimeException("no year of four digits");
        }
        return instant;
    }

    static boolean isOfFourDigits(Instant instant) {
        return !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
    }
}
