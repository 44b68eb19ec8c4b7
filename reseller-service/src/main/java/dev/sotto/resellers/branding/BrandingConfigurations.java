package dev.sotto.resellers.branding;

import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.Transaction;
import dev.sotto.runtime.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the branding configurations that resellers edit. */
@ApplicationScoped
class BrandingConfigurations implements PanacheRepositoryBase<BrandingConfiguration, UUID> {

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('branding of ' || cast($1 as text), 0))";

    private static final String DELETE = """
            delete from branding_configurations
            where reseller_id = cast($1 as uuid) and id = cast($2 as uuid) and version = $3
            """;

    /**
     * Makes writes of one reseller wait for each other until they commit. Must be the first statement of each write.
     */
    Uni<Integer> lockAllOf(Transaction transaction, UUID resellerId) {
        return transaction.execute(LOCK, resellerId.toString());
    }

    /** Finds a configuration of this reseller. Another reseller's is not found. */
    Uni<BrandingConfiguration> toChange(UUID id, UUID resellerId) {
        return find("id = ?1 and resellerId = ?2", id, resellerId)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    Uni<Void> delete(OrmTransaction transaction, BrandingConfiguration branding) {
        return transaction.deleteOne(DELETE, branding.resellerId(), branding.id(), branding.version());
    }

    /** Finds the reseller's default unless it is {@code except}; null if there is none. */
    Uni<@Nullable BrandingConfiguration> otherDefault(UUID resellerId, UUID except) {
        return find("resellerId = ?1 and isDefault and id <> ?2", resellerId, except)
                .firstResult();
    }
}
