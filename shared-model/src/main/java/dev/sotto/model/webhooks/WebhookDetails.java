package dev.sotto.model.webhooks;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a webhook that can be edited.
 *
 * @param url an https address of a public host
 * @param status Active sends what waits at once, also after failures
 */
public record WebhookDetails(
        @NotBlank @Size(max = 2000) String url,
        @NotEmpty @Size(max = 20) List<@NotNull WebhookEvent> events,

        @Nullable
        @Size(max = 200)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String description,

        @NotNull WebhookStatus status) {}
