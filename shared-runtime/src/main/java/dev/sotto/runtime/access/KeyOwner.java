package dev.sotto.runtime.access;

import dev.sotto.model.access.ApiKeyUses;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where API keys are kept, with those behind them: tenant-service, which other services ask at its {@code /internal/v1},
 * and which itself looks into its own tables. Reads give null where there is no such thing, and fail with
 * {@code unavailable} while the owner is away.
 */
public interface KeyOwner {

    Uni<@Nullable ApiKeyChanged> key(UUID id);

    Uni<@Nullable UserChanged> user(UUID id);

    Uni<@Nullable TenantChanged> tenant(UUID id);

    /** Tells when keys were used last. */
    Uni<Void> used(ApiKeyUses uses);
}
