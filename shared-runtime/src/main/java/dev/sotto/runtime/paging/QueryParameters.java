package dev.sotto.runtime.paging;

import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.json.Instants;
import dev.sotto.runtime.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses query parameters that filter a list. It names a malformed parameter, where JAX-RS would answer 404. */
public final class QueryParameters {

    private QueryParameters() {}

    public static @Nullable UUID uuid(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("?" + name, "must be a UUID");
        }
    }

    public static @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Instants.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid("?" + name, "must be an instant such as 2026-01-31T10:00:00Z");
        }
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
