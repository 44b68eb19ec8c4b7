package dev.sotto.model.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Reports to tenant-service which API keys another service accepted. Services report in batches, never on each request.
 */
public record ApiKeyUses(@NotNull @Size(max = LARGEST) List<@NotNull @Valid Use> uses) {

    /** The maximum number of keys in one report. */
    public static final int LARGEST = 1000;

    /** The last time a key was accepted. */
    public record Use(@NotNull UUID apiKeyId, @NotNull Instant lastUsedAt) {}
}
