package dev.sotto.model.resellers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What a reseller says of a branding configuration, when creating and when changing it. Theme, assets and texts may have
 * 64 KiB together, as JSON.
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

    /** Absent members are empty; it is no default unless it says so. */
    public BrandingDetails {
        isDefault = isDefault != null && isDefault;
        theme = theme == null ? Map.of() : theme;
        assets = assets == null ? Map.of() : assets;
        texts = texts == null ? Map.of() : texts;
    }
}
