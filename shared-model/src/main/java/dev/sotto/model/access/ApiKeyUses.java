package dev.sotto.model.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a service tells tenant-service of the API keys that were used there: once in a while, never a request. */
public record ApiKeyUses(@NotNull @Size(max = LARGEST) List<@NotNull @Valid Use> uses) {

    /** Keys that are told of at once. */
    public static final int LARGEST = 1000;

    /** When a key was accepted last. */
    public record Use(@NotNull UUID apiKeyId, @NotNull Instant lastUsedAt) {}
}
