package dev.sotto.runtime.paging;

import dev.sotto.runtime.problem.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads filters; a malformed one is refused by name, where JAX-RS would say 404. */
public final class QueryParameters {

    /** Years of four digits: what every database, and every reader, can take. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private QueryParameters() {}

    private static Problem noInstant(String name) {
        return Problem.invalid("?" + name, "must be an instant such as 2026-01-31T10:00:00Z");
    }

    public static @Nullable UUID uuid(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("?" + name, "must be a UUID");
        }
    }

    public static @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            throw noInstant(name);
        }
        throw noInstant(name);
    }

    public static <E extends Enum<E>> @Nullable E word(String name, @Nullable String text, Class<E> words) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "?" + name,
                        "must be one of "
                                + Arrays.stream(words.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }
}
