package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The members of a user that can be edited after the invitation.
 *
 * @param timeZone the name of a time zone in the IANA database
 */
public record UserDetails(
        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String firstName,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String lastName,

        @Nullable Language language,

        @JsonPropertyDescription("A time zone of the IANA database, such as Europe/Berlin") @Nullable @Size(max = 64)
        String timeZone) {}
