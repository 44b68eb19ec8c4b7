package dev.sotto.runtime.http;

import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.json.Instants;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Converts query parameters to UUIDs, instants, integers and enums. A malformed one is a fault that names the
 * parameter; the framework alone would answer 404.
 */
@Provider
public class QueryParameterConverter implements ParamConverterProvider {

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return Arrays.stream(annotations)
                .filter(QueryParam.class::isInstance)
                .findFirst()
                .map(annotation -> QueryParameterConverter.converter(type, "?" + ((QueryParam) annotation).value()))
                .orElse(null);
    }

    private static <T> @Nullable ParamConverter<T> converter(Class<T> type, String pointer) {
        if (type == UUID.class) {
            return new Converter<>(type, pointer, QueryParameterConverter::uuid);
        }
        if (type == Instant.class) {
            return new Converter<>(type, pointer, QueryParameterConverter::instant);
        }
        if (type == Integer.class) {
            return new Converter<>(type, pointer, QueryParameterConverter::integer);
        }
        if (type.isEnum()) {
            T[] words = type.getEnumConstants();
            return new Converter<>(type, pointer, (at, text) -> word(at, text, words));
        }
        return null;
    }

    private static UUID uuid(String pointer, String text) {
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(Fault.notUuid(pointer));
        }
    }

    private static Instant instant(String pointer, String text) {
        try {
            return Instants.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid(Fault.notInstant(pointer));
        }
    }

    private static Integer integer(String pointer, String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw Problem.invalid(Fault.wrongType(pointer, "integer", "must be an integer"));
        }
    }

    private static Object word(String pointer, String text, Object[] words) {
        return Arrays.stream(words)
                .filter(word -> ((Enum<?>) word).name().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(Fault.notOneOf(pointer, names(words))));
    }

    private static List<String> names(Object[] words) {
        return Arrays.stream(words).map(word -> ((Enum<?>) word).name()).toList();
    }

    /** Converts one parameter; an absent one stays null. */
    private record Converter<T>(Class<T> type, String pointer, BiFunction<String, String, Object> parse)
            implements ParamConverter<T> {

        @Override
        public @Nullable T fromString(@Nullable String text) {
            return text == null ? null : type.cast(parse.apply(pointer, text));
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
