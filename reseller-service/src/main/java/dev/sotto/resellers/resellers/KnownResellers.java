package dev.sotto.resellers.resellers;

import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Proves that a caller sees a reseller, before work on what belongs to it. */
@ApplicationScoped
public class KnownResellers {

    private final ResellerQueries queries;

    KnownResellers(ResellerQueries queries) {
        this.queries = queries;
    }

    /** Fails with 404 if there is no such reseller or the caller does not see it. */
    public Uni<Void> require(Caller caller, UUID id) {
        return queries.one(caller, id).replaceWithVoid();
    }
}
