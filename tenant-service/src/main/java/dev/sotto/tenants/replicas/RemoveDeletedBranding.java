package dev.sotto.tenants.replicas;

import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.replicas.ReplicaEffect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Removes a deleted branding configuration from its tenants. */
@ApplicationScoped
class RemoveDeletedBranding implements ReplicaEffect<BrandingChanged> {

    private static final String TAKE_OFF = """
            update tenants set branding_configuration_id = null, version = version + 1, updated_at = now()
            where reseller_id = $1 and branding_configuration_id = $2
            """;

    @Override
    public Class<BrandingChanged> type() {
        return BrandingChanged.class;
    }

    @Override
    public Uni<Effect> prepare(CloudEvent<BrandingChanged> event) {
        BrandingChanged branding = event.data();
        return Uni.createFrom().item(branding.deleted() ? transaction -> takeOff(transaction, branding) : Effect.NONE);
    }

    private static Uni<Void> takeOff(SqlTransaction transaction, BrandingChanged branding) {
        return transaction
                .execute(TAKE_OFF, branding.resellerId(), branding.brandingConfigurationId())
                .replaceWithVoid();
    }
}
