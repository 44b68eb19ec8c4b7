package dev.sotto.resellers.branding;

import dev.sotto.model.resellers.BrandingDetails;
import dev.sotto.model.resellers.BrandingView;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Keeps at most one default per reseller. */
@ApplicationScoped
class DefaultBranding {

    private final BrandingConfigurations configurations;

    DefaultBranding(BrandingConfigurations configurations) {
        this.configurations = configurations;
    }

    /**
     * Prepares the write of {@code wanted}. If it is the default, the current default loses its flag, its version
     * increases, and an event is published for it too.
     */
    Uni<Void> settle(OrmTransaction transaction, UUID resellerId, UUID id, BrandingDetails wanted, Instant now) {
        if (!wanted.isDefault()) {
            return Uni.createFrom().voidItem();
        }
        return configurations
                .otherDefault(resellerId, id)
                .onItem()
                .ifNotNull()
                .transformToUni(other -> giveUp(transaction, other, now));
    }

    private static Uni<Void> giveUp(OrmTransaction transaction, BrandingConfiguration other, Instant now) {
        BrandingView before = other.view();
        other.giveUpDefault(now);
        return transaction
                .flush()
                .call(() -> transaction.record(changed(before, other)))
                .call(() -> transaction.publish(other.changed()));
    }

    private static Change changed(BrandingView before, BrandingConfiguration after) {
        return Change.changed("branding_configuration", after.id(), null, after.resellerId(), before, after.view());
    }
}
