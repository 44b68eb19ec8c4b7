package dev.sotto.model.events;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's current role and status, without personal data.
 *
 * @param tokensValidFrom access tokens issued before this second are refused; absent if no tokens were ever withdrawn
 */
public record UserChanged(
        UUID userId,
        long version,
        UUID tenantId,
        @Nullable UUID resellerId,
        Role role,
        UserStatus status,
        @Nullable Instant tokensValidFrom)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.USER_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return userId;
    }
}
