package dev.sotto.model.webhooks;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * A request to send again what failed.
 *
 * @param since only deliveries of events since then
 */
public record ReplaySince(@NotNull Instant since) {}
