package dev.sotto.model.resellers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * The members of a branding configuration that a reseller sets when creating or changing it. Theme, assets and texts
 * together may have 64 KiB of JSON.
 */
public record BrandingDetails(
        @NotBlank @Size(max = 100) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String name,

        @JsonPropertyDescription(Meanings.IS_DEFAULT) Boolean isDefault,

        @JsonPropertyDescription(Meanings.THEME) @Size(max = 100)
        Map<@Size(max = 100) String, @NotNull @Size(max = 200) String> theme,

        @JsonPropertyDescription(Meanings.ASSETS) @Size(max = 100)
        Map<@Size(max = 100) String, @NotNull @Size(max = 2000) String> assets,

        @JsonPropertyDescription(Meanings.TEXTS) @Size(max = 200)
        Map<@Size(max = 100) String, @NotNull @Size(max = 5000) String> texts) {

    /** Treats absent members as empty and an absent default flag as false. */
    public BrandingDetails {
        isDefault = isDefault != null && isDefault;
        theme = theme == null ? Map.of() : theme;
        assets = assets == null ? Map.of() : assets;
        texts = texts == null ? Map.of() : texts;
    }
}
