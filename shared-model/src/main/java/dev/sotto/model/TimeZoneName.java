package dev.sotto.model;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The name of a time zone of the IANA database; null is valid. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TimeZoneName.Check.class)
public @interface TimeZoneName {

    /** What is said of another value. */
    String message() default "must be a time zone of the IANA database, such as Europe/Berlin";

    /** As Jakarta Validation asks for it. */
    Class<?>[] groups() default {};

    /** As Jakarta Validation asks for it. */
    Class<? extends Payload>[] payload() default {};

    /** Looks the name up in the JDK's copy of the database. */
    final class Check implements ConstraintValidator<TimeZoneName, String> {

        /** Whether the JDK knows the zone. */
        @Override
        public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
            return name == null || ZoneId.getAvailableZoneIds().contains(name);
        }
    }
}
