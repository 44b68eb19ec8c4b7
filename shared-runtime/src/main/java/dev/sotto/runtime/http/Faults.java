package dev.sotto.runtime.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes where in a request a fault is, as JSON pointers. */
final class Faults {

    private static final Set<Class<?>> INTEGERS =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);

    private Faults() {}

    static Problem of(ConstraintViolationException violations) {
        List<Fault> faults = violations.getConstraintViolations().stream()
                .map(violation -> BrokenConstraint.fault(pointer(violation), violation))
                .sorted(Comparator.comparing(Fault::pointer)
                        .thenComparing(Fault::code)
                        .thenComparing(Fault::detail))
                .toList();
        return Problem.invalid(faults);
    }

    static Problem of(JacksonException failure) {
        if (failure instanceof StreamConstraintsException || failure.getCause() instanceof StreamConstraintsException) {
            return Problem.invalid(
                    new Fault("", FaultCode.TOO_LARGE, "must have fewer members, less nesting or shorter numbers"));
        }
        if (failure instanceof JsonMappingException mapping) {
            return Problem.invalid(fault(pointer(mapping), mapping));
        }
        return Problem.invalid(malformed(failure));
    }

    private static Fault fault(String pointer, JsonMappingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return unknownMember(pointer, unknown.getKnownPropertyIds());
        }
        if (failure instanceof InvalidFormatException format
                && format.getTargetType() == String.class
                && format.getValue() instanceof String) {
            return Fault.notStorable(pointer);
        }
        if (failure instanceof ValueInstantiationException value
                && value.getType().isEnumType()) {
            return unlike(value.getType().getRawClass(), pointer);
        }
        if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return unlike(mismatch.getTargetType(), pointer);
        }
        if (failure.getCause() instanceof InputCoercionException number) {
            return isLong(number.getTargetType())
                    ? Fault.notBetween(pointer, Long.MIN_VALUE, Long.MAX_VALUE)
                    : Fault.notBetween(pointer, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        return failure.getCause() instanceof JacksonException syntax
                ? malformed(syntax)
                : new Fault(pointer, FaultCode.WRONG_FORMAT, "is not valid");
    }

    private static Fault unknownMember(String pointer, @Nullable Collection<Object> known) {
        List<String> allowed = known == null
                ? List.of()
                : known.stream().map(String::valueOf).sorted().toList();
        return new Fault(
                pointer,
                FaultCode.UNKNOWN_MEMBER,
                Map.of("allowed", allowed),
                "is not a known member; the members are " + String.join(", ", allowed));
    }

    private static Fault malformed(JacksonException failure) {
        JsonLocation place = failure.getLocation();
        return place == null
                ? new Fault("", FaultCode.MALFORMED_JSON, "must be well-formed JSON")
                : new Fault(
                        "",
                        FaultCode.MALFORMED_JSON,
                        Map.of("line", place.getLineNr(), "column", place.getColumnNr()),
                        "must be well-formed JSON; the error is at line " + place.getLineNr() + ", column "
                                + place.getColumnNr());
    }

    /** A value that is not of a type, as the caller knows the type: by JSON's name, or by the form that its text has. */
    private static Fault unlike(Class<?> type, String pointer) {
        if (type == String.class) {
            return Fault.wrongType(pointer, "string", "must be a string");
        }
        if (type == UUID.class) {
            return Fault.notUuid(pointer);
        }
        if (type == Instant.class) {
            return Fault.notInstant(pointer);
        }
        if (type == BigDecimal.class) {
            return Fault.wrongFormat(pointer, "decimal", "must be a decimal number of at most 100 digits");
        }
        if (INTEGERS.contains(type)) {
            return Fault.wrongType(pointer, "integer", "must be an integer");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Fault.wrongType(pointer, "boolean", "must be true or false");
        }
        if (type.isEnum()) {
            return Fault.notOneOf(
                    pointer,
                    Arrays.stream(type.getEnumConstants())
                            .map(word -> EventJson.MAPPER.convertValue(word, String.class))
                            .toList());
        }
        return Collection.class.isAssignableFrom(type)
                ? Fault.wrongType(pointer, "array", "must be an array")
                : Fault.wrongType(pointer, "object", "must be an object");
    }

    private static boolean isLong(Class<?> type) {
        return type == long.class || type == Long.class;
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
