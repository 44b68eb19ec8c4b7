package dev.sotto.runtime.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Parses instants as callers write them: ISO 8601 with an offset (RFC 3339; seconds may be omitted), with years that
 * every database and client can represent.
 */
public final class Instants {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private Instants() {}

    /**
     * Parses an instant.
     *
     * @throws DateTimeException if the text is not an instant in this form
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
