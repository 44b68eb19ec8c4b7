package dev.sotto.model.resellers;

import dev.sotto.model.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What a reseller says of a branding configuration, when creating and when changing it.
 *
 * @param isDefault at most one of a reseller's configurations is its default
 * @param theme colours, fonts and so on, by name; checked against the branding schema
 * @param assets https URLs of logo, favicon and so on, by name
 * @param texts the reseller's own wording, by name; theme, assets and texts may have 64 KiB together, as JSON
 */
public record BrandingDetails(
        @NotBlank @Size(max = 100) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String name,

        Boolean isDefault,
        @Size(max = 100) Map<@Size(max = 100) String, @NotNull @Size(max = 200) String> theme,
        @Size(max = 100) Map<@Size(max = 100) String, @NotNull @Size(max = 2000) String> assets,
        @Size(max = 200) Map<@Size(max = 100) String, @NotNull @Size(max = 5000) String> texts) {

    /** Absent members are empty; it is no default unless it says so. */
    public BrandingDetails {
        isDefault = isDefault != null && isDefault;
        theme = theme == null ? Map.of() : theme;
        assets = assets == null ? Map.of() : assets;
        texts = texts == null ? Map.of() : texts;
    }
}
