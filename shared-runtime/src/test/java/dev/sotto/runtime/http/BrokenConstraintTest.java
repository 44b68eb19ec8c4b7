package dev.sotto.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.OneLine;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers are told of each constraint that requests use. */
class BrokenConstraintTest {

    private final ValidatorFactory validators = Validation.buildDefaultValidatorFactory();

    private record Request(
            @NotNull String id,
            @NotBlank String name,
            @Size(min = 3, max = 5) String text,
            @Size(max = 1) List<String> list,
            @Size(max = 1) Map<String, String> map,

            @Pattern(regexp = "[A-Z]{3}", message = "must be three capital letters")
            String code,

            @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
            String line,

            @Email String email,
            @DecimalMin("0") @DecimalMax("99.5") BigDecimal rate,
            @Digits(integer = 3, fraction = 2) BigDecimal price,
            @Positive Integer users,
            @PositiveOrZero Long minutes,
            @Min(2) @Max(4) Integer number) {}

    @AfterEach
    void close() {
        validators.close();
    }

    @Test
    void missingAndBlankValuesAreRequired() {
        assertThat(Stream.of(fault("id", null), fault("name", null), fault("name", " ")))
                .allSatisfy(fault -> assertThat(fault).isEqualTo(Fault.required("/it")));
    }

    @Test
    void sizesTellTheirBounds() {
        Map<String, Object> both = Map.of("min", 3, "max", 5);
        assertFault(fault("text", "ab"), FaultCode.TOO_SHORT, both, "must have 3 to 5 characters");
        assertFault(fault("text", "abcdef"), FaultCode.TOO_LONG, both, "must have 3 to 5 characters");
        assertFault(
                fault("list", List.of("a", "b")), FaultCode.TOO_LONG, Map.of("max", 1), "must have at most 1 entries");
        assertFault(
                fault("map", Map.of("a", "b", "c", "d")),
                FaultCode.TOO_LONG,
                Map.of("max", 1),
                "must have at most 1 entries");
    }

    @Test
    void formsTellTheirNameOrPattern() {
        assertFault(
                fault("code", "eur"),
                FaultCode.WRONG_FORMAT,
                Map.of("pattern", "[A-Z]{3}"),
                "must be three capital letters");
        assertFault(fault("line", "a\nb"), FaultCode.INVALID_CHARACTERS, Map.of(), OneLine.MESSAGE);
        assertThat(fault("email", "ada").params()).isEqualTo(Map.of("format", "email"));
    }

    @Test
    void rangesTellTheBoundThatIsBroken() {
        assertFault(
                fault("rate", new BigDecimal("-1")), FaultCode.OUT_OF_RANGE, Map.of("min", 0L), "must be at least 0");
        assertFault(
                fault("rate", new BigDecimal("100")),
                FaultCode.OUT_OF_RANGE,
                Map.of("max", new BigDecimal("99.5")),
                "must be at most 99.5");
        assertFault(fault("users", 0), FaultCode.OUT_OF_RANGE, Map.of("min", 1L), "must be at least 1");
        assertFault(fault("minutes", -1L), FaultCode.OUT_OF_RANGE, Map.of("min", 0L), "must be at least 0");
        assertFault(fault("number", 1), FaultCode.OUT_OF_RANGE, Map.of("min", 2L), "must be at least 2");
        assertFault(fault("number", 5), FaultCode.OUT_OF_RANGE, Map.of("max", 4L), "must be at most 4");
    }

    @Test
    void digitsTellHowManyThereMayBe() {
        assertFault(
                fault("price", new BigDecimal("1.234")),
                FaultCode.TOO_MANY_DIGITS,
                Map.of("integer", 3, "fraction", 2),
                "must have at most 3 digits before and 2 digits after the decimal point");
    }

    private Fault fault(String member, Object value) {
        Set<jakarta.validation.ConstraintViolation<Request>> violations =
                validators.getValidator().validateValue(Request.class, member, value);
        assertThat(violations).hasSize(1);
        return BrokenConstraint.fault("/it", violations.iterator().next());
    }

    private static void assertFault(Fault fault, FaultCode code, Map<String, Object> params, String detail) {
        assertThat(fault).isEqualTo(new Fault("/it", code, params, detail));
    }
}
