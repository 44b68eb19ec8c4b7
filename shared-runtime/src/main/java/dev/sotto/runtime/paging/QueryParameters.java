package dev.sotto.runtime.paging;

import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.json.Instants;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
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
            throw Problem.invalid(Fault.notUuid("?" + name));
        }
    }

    public static @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Instants.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid(Fault.notInstant("?" + name));
        }
    }

    public static <E extends Enum<E>> @Nullable E word(String name, @Nullable String text, Class<E> words) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(Fault.notOneOf(
                        "?" + name,
                        Arrays.stream(words.getEnumConstants()).map(Enum::name).toList())));
    }
}
