package dev.sotto.runtime.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Describes where in a request a fault is, as JSON pointers. */
final class Faults {

    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);

    private Faults() {}

    static Problem of(ConstraintViolationException violations) {
        List<Fault> faults = violations.getConstraintViolations().stream()
                .map(violation ->
                        new Fault(pointer(violation), isMissingBody(violation) ? "is missing" : violation.getMessage()))
                .sorted(Comparator.comparing(Fault::pointer).thenComparing(Fault::detail))
                .toList();
        return Problem.invalid(faults);
    }

    static Problem of(JacksonException failure) {
        if (failure instanceof StreamConstraintsException || failure.getCause() instanceof StreamConstraintsException) {
            return Problem.invalid(
                    "", "has more members, is nested deeper or has longer numbers than any body here may");
        }
        if (failure instanceof JsonMappingException mapping) {
            return Problem.invalid(pointer(mapping), detail(mapping));
        }
        if (failure instanceof JsonProcessingException syntax && syntax.getLocation() != null) {
            return Problem.invalid(
                    "",
                    "not well-formed JSON, at line " + syntax.getLocation().getLineNr() + ", column "
                            + syntax.getLocation().getColumnNr());
        }
        return Problem.invalid("", "not well-formed JSON");
    }

    private static String detail(JsonMappingException failure) {
        if (failure instanceof UnrecognizedPropertyException) {
            return "is not a member that is known here";
        }
        if (failure instanceof InvalidFormatException format && format.getTargetType() != null) {
            Class<?> type = format.getTargetType();
            return type == String.class
                    ? "must be text without NUL characters and lone surrogates"
                    : "must be " + wanted(type);
        }
        if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "must be " + wanted(mismatch.getTargetType());
        }
        if (failure.getCause() instanceof InputCoercionException number) {
            return "must be " + wanted(number.getTargetType()) + ", and not as large";
        }
        return failure.getCause() instanceof JacksonException ? "not well-formed JSON" : "is not valid";
    }

    /** Describes a type in the caller's terms: its JSON name, or the format of its text. */
    private static String wanted(Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == Instant.class) {
            return "an instant such as 2026-01-31T10:00:00Z";
        }
        if (type == BigDecimal.class) {
            return "a decimal number of at most 100 digits";
        }
        if (WHOLE_NUMBERS.contains(type)) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String pointer(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step ->
                        step.getFieldName() == null ? Integer.toString(step.getIndex()) : escape(step.getFieldName()))
                .map(step -> "/" + step)
                .collect(Collectors.joining());
    }

    /**
     * The first two steps of a violation's path are the method and its parameter. A body's pointer omits both. For a
     * parameter class, the pointer names the member that holds the query parameter.
     */
    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        boolean isBody = isBody(violation);
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                pointer.append(isBody ? "" : "?" + snake(node.getName()));
            } else if (node.getKind() == ElementKind.PROPERTY && pointer.indexOf("?") == 0) {
                pointer.replace(1, pointer.length(), snake(node.getName()));
            } else if (node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.CONTAINER_ELEMENT) {
                appendIndex(pointer, node);
                if (node.getKind() == ElementKind.PROPERTY) {
                    pointer.append('/').append(escape(snake(node.getName())));
                }
            }
        }
        return pointer.toString();
    }

    private static void appendIndex(StringBuilder pointer, Path.Node node) {
        if (node.getIndex() != null) {
            pointer.append('/').append(node.getIndex());
        } else if (node.getKey() != null) {
            pointer.append('/').append(escape(String.valueOf(node.getKey())));
        }
    }

    private static boolean isBody(ConstraintViolation<?> violation) {
        Object leaf = violation.getLeafBean();
        return (leaf != null && leaf.getClass().isRecord()) || isMissingBody(violation);
    }

    /** Only request bodies are records or JSON trees. */
    private static boolean isMissingBody(ConstraintViolation<?> violation) {
        List<Path.Node> path = new ArrayList<>();
        violation.getPropertyPath().forEach(path::add);
        if (violation.getInvalidValue() != null || path.get(path.size() - 1).getKind() != ElementKind.PARAMETER) {
            return false;
        }
        int index = path.get(1).as(Path.ParameterNode.class).getParameterIndex();
        Class<?> type =
                path.get(0).as(Path.MethodNode.class).getParameterTypes().get(index);
        return type.isRecord() || JsonNode.class.isAssignableFrom(type);
    }

    private static String snake(String name) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
    }

    private static String escape(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }
}
