package dev.sotto.model.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current state of a branding configuration, or its deletion. */
public record BrandingChanged(
        UUID brandingConfigurationId, long version, UUID resellerId, String name, boolean isDefault, boolean deleted)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.BRANDING_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return brandingConfigurationId;
    }

    @Override
    public @Nullable UUID tenantId() {
        return null;
    }
}
