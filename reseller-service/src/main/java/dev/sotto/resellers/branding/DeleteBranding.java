package dev.sotto.resellers.branding;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a branding configuration of the caller's reseller. Tenants that used it get the default when they receive the
 * event.
 */
@ApplicationScoped
class DeleteBranding {

    private final ScopedTransaction transactions;
    private final BrandingConfigurations configurations;

    DeleteBranding(ScopedTransaction transactions, BrandingConfigurations configurations) {
        this.transactions = transactions;
        this.configurations = configurations;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<Void> delete(Caller caller, UUID id, @Nullable String ifMatch) {
        UUID resellerId = caller.requireResellerId();
        return transactions.edit(
                caller,
                transaction -> configurations
                        .lockAllOf(transaction, resellerId)
                        .chain(() -> configurations.toChange(id, resellerId))
                        .invoke(branding -> Responses.requireVersion(ifMatch, branding.version()))
                        .flatMap(branding -> delete(transaction, branding)));
    }

    private Uni<Void> delete(OrmTransaction transaction, BrandingConfiguration branding) {
        Change change =
                Change.deleted("branding_configuration", branding.id(), null, branding.resellerId(), branding.view());
        return configurations
                .delete(transaction, branding)
                .call(() -> transaction.record(change))
                .call(() -> transaction.publish(branding.gone()));
    }
}
