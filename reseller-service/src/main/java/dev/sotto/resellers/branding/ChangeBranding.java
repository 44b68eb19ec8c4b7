package dev.sotto.resellers.branding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.resellers.BrandingDetails;
import dev.sotto.model.resellers.BrandingView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a branding configuration of the caller's reseller, and whether it is the default. */
@ApplicationScoped
class ChangeBranding {

    private final ScopedTransaction transactions;
    private final MergePatch mergePatch;
    private final BrandingConfigurations configurations;
    private final DefaultBranding defaults;
    private final Clock clock;

    ChangeBranding(
            ScopedTransaction transactions,
            MergePatch mergePatch,
            BrandingConfigurations configurations,
            DefaultBranding defaults,
            Clock clock) {
        this.transactions = transactions;
        this.mergePatch = mergePatch;
        this.configurations = configurations;
        this.defaults = defaults;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<BrandingView> change(Caller caller, UUID id, @Nullable String ifMatch, JsonNode patch) {
        UUID resellerId = caller.requireResellerId();
        return BrandingRefused.explained(transactions.edit(
                caller,
                transaction -> configurations
                        .lockAllOf(transaction, resellerId)
                        .chain(() -> configurations.toChange(id, resellerId))
                        .invoke(branding -> Responses.requireVersion(ifMatch, branding.version()))
                        .flatMap(branding -> apply(transaction, branding, patch))));
    }

    private Uni<BrandingView> apply(OrmTransaction transaction, BrandingConfiguration branding, JsonNode patch) {
        BrandingDetails wanted =
                BrandingRules.checked(mergePatch.apply(branding.details(), BrandingDetails.class, patch));
        return wanted.equals(branding.details())
                ? Uni.createFrom().item(branding.view())
                : change(transaction, branding, wanted);
    }

    private Uni<BrandingView> change(
            OrmTransaction transaction, BrandingConfiguration branding, BrandingDetails wanted) {
        UUID id = branding.id();
        UUID resellerId = branding.resellerId();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        BrandingView before = branding.view();
        return defaults.settle(transaction, resellerId, id, wanted, now)
                .invoke(() -> branding.change(wanted, now))
                .call(transaction::flush)
                .call(() -> transaction.record(
                        Change.changed("branding_configuration", id, null, resellerId, before, branding.view())))
                .call(() -> transaction.publish(branding.changed()))
                .map(done -> branding.view());
    }
}
