package dev.sotto.runtime.access;

import dev.sotto.model.access.ApiKeyUses;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads API keys and the users and organisations behind them. tenant-service owns them and reads its own tables; the
 * other services ask it at {@code /internal/v1}. Reads return null for an unknown id and fail with {@code unavailable}
 * while the owner does not answer.
 */
public interface KeyOwner {

    Uni<@Nullable ApiKeyChanged> key(UUID id);

    Uni<@Nullable UserChanged> user(UUID id);

    Uni<@Nullable TenantChanged> tenant(UUID id);

    /** Reports when keys were last used. */
    Uni<Void> used(ApiKeyUses uses);
}
