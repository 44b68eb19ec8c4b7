package dev.sotto.runtime.http;

import dev.sotto.model.OneLine;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import jakarta.validation.ConstraintViolation;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells callers of a constraint of Bean Validation that a value breaks. */
final class BrokenConstraint {

    private final String pointer;
    private final ConstraintViolation<?> violation;
    private final Map<String, Object> attributes;

    private BrokenConstraint(String pointer, ConstraintViolation<?> violation) {
        this.pointer = pointer;
        this.violation = violation;
        this.attributes = violation.getConstraintDescriptor().getAttributes();
    }

    static Fault fault(String pointer, ConstraintViolation<?> violation) {
        return new BrokenConstraint(pointer, violation).fault();
    }

    private Fault fault() {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> Fault.required(pointer);
            case "Size" -> size((int) attributes.get("min"), (int) attributes.get("max"));
            case "Pattern" -> pattern((String) attributes.get("regexp"));
            case "Email" -> Fault.wrongFormat(pointer, "email", "must be an e-mail address such as ada@example.com");
            case "TimeZoneName" -> Fault.wrongFormat(pointer, "time-zone", violation.getMessage());
            case "Min", "DecimalMin" -> bound("min", attributes.get("value"), "must be at least ");
            case "Max", "DecimalMax" -> bound("max", attributes.get("value"), "must be at most ");
            case "PositiveOrZero" -> bound("min", 0, "must be at least ");
            case "Positive" -> bound("min", 1, "must be at least ");
            case "Digits" -> digits((int) attributes.get("integer"), (int) attributes.get("fraction"));
            default -> new Fault(pointer, FaultCode.NOT_ALLOWED, violation.getMessage());
        };
    }

    private Fault size(int min, int max) {
        Object value = violation.getInvalidValue();
        String unit = value instanceof CharSequence ? " characters" : " entries";
        Map<String, Object> params = new LinkedHashMap<>();
        if (min > 0) {
            params.put("min", min);
        }
        if (max < Integer.MAX_VALUE) {
            params.put("max", max);
        }
        String detail = params.size() == 2
                ? "must have " + min + " to " + max + unit
                : min > 0 ? "must have at least " + min + unit : "must have at most " + max + unit;
        return new Fault(pointer, sizeOf(value) < min ? FaultCode.TOO_SHORT : FaultCode.TOO_LONG, params, detail);
    }

    private static int sizeOf(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return text.length();
        }
        return value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size();
    }

    private Fault pattern(String regexp) {
        return regexp.equals(OneLine.REGEXP)
                ? new Fault(pointer, FaultCode.INVALID_CHARACTERS, violation.getMessage())
                : new Fault(pointer, FaultCode.WRONG_FORMAT, Map.of("pattern", regexp), violation.getMessage());
    }

    private Fault bound(String name, Object value, String detail) {
        BigDecimal bound = new BigDecimal(value.toString());
        Object figure = bound.stripTrailingZeros().scale() > 0 ? (Object) bound : (Object) bound.longValueExact();
        return new Fault(pointer, FaultCode.OUT_OF_RANGE, Map.of(name, figure), detail + bound.toPlainString());
    }

    private Fault digits(int integer, int fraction) {
        return new Fault(
                pointer,
                FaultCode.TOO_MANY_DIGITS,
                Map.of("integer", integer, "fraction", fraction),
                "must have at most " + integer + " digits before and " + fraction + " digits after the decimal point");
    }
}
