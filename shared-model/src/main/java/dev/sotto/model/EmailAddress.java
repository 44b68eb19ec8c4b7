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
import org.jspecify.annotations.Nullable;

/** An address that the mailer can write to, in any spelling ({@link Emails#refusal}); null and blank ones are valid. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EmailAddress.Check.class)
public @interface EmailAddress {

    /** What is said if {@link Emails#refusal} says nothing else. */
    String message() default "must be an e-mail address";

    /** As Jakarta Validation asks for it. */
    Class<?>[] groups() default {};

    /** As Jakarta Validation asks for it. */
    Class<? extends Payload>[] payload() default {};

    /** Says with the violation why the address is refused. */
    final class Check implements ConstraintValidator<EmailAddress, String> {

        /** Whether it is an address, or {@code @NotBlank}'s to refuse. */
        @Override
        public boolean isValid(@Nullable String address, ConstraintValidatorContext context) {
            String refusal = address == null || address.isBlank() ? null : Emails.refusal(address);
            if (refusal != null) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(refusal).addConstraintViolation();
            }
            return refusal == null;
        }
    }
}
