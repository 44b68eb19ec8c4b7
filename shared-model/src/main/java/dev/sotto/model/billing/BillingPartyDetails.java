package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Who is billed: the name, address and VAT number that belong on an invoice. */
public record BillingPartyDetails(
        @NotBlank @Size(max = 255) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String legalName,

        @NotBlank @Size(max = 255) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String street,

        @Nullable @Size(max = 20) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String postalCode,

        @NotBlank @Size(max = 100) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String city,

        @Nullable @Size(max = 100) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String region,

        @JsonPropertyDescription("ISO 3166-1 alpha-2, such as DE")
        @NotNull
        @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters (ISO 3166-1), such as DE")
        String country,

        @JsonPropertyDescription(
                "With its prefix. Form and check digit of numbers of the European Union, GB, CH and NO are checked;"
                        + " blanks, dots, hyphens and slashes are left out.")
        @Nullable
        @Size(max = 30)
        @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String vatNumber) {}
