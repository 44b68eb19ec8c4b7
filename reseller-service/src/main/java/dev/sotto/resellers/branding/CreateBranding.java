package dev.sotto.resellers.branding;

import dev.sotto.model.resellers.BrandingDetails;
import dev.sotto.model.resellers.BrandingView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates a branding configuration for the caller's reseller. */
@ApplicationScoped
class CreateBranding {

    private final ScopedTransaction transactions;
    private final Idempotency idempotency;
    private final BrandingConfigurations configurations;
    private final DefaultBranding defaults;
    private final BrandingQueries queries;
    private final Clock clock;

    CreateBranding(
            ScopedTransaction transactions,
            Idempotency idempotency,
            BrandingConfigurations configurations,
            DefaultBranding defaults,
            BrandingQueries queries,
            Clock clock) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.configurations = configurations;
        this.defaults = defaults;
        this.queries = queries;
        this.clock = clock;
    }

    /** @param key the Idempotency-Key; null if the client sent none */
    Uni<BrandingView> create(Caller caller, @Nullable String key, BrandingDetails details) {
        UUID id = Ids.next();
        BrandingDetails checked = BrandingRules.checked(details);
        var request = Idempotency.Request.of("createBrandingConfiguration", key, details);
        return idempotency.once(
                caller,
                request,
                () -> BrandingRefused.explained(transactions.edit(
                        caller,
                        transaction -> idempotency
                                .remember(transaction, request, id)
                                .chain(() -> create(transaction, id, checked)))),
                made -> queries.one(caller, made));
    }

    private Uni<BrandingView> create(OrmTransaction transaction, UUID id, BrandingDetails details) {
        UUID resellerId = transaction.caller().requireResellerId();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return configurations
                .lockAllOf(transaction, resellerId)
                .call(() -> defaults.settle(transaction, resellerId, id, details, now))
                .chain(() -> configurations.persist(new BrandingConfiguration(id, resellerId, details, now)))
                .call(made ->
                        transaction.record(Change.created("branding_configuration", id, null, resellerId, made.view())))
                .call(made -> transaction.publish(made.changed()))
                .map(BrandingConfiguration::view);
    }
}
