package dev.sotto.tenants.tenants;

import dev.sotto.model.events.TenantChanged;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tenants as {@code tenant-changed} last published them, for this service's own use. */
@ApplicationScoped
public class PublishedTenants {

    private final TenantQueries queries;

    PublishedTenants(TenantQueries queries) {
        this.queries = queries;
    }

    /** Returns null if there is none. */
    public Uni<@Nullable TenantChanged> find(UUID id) {
        return queries.entitlements(id, null).onFailure(Problem.class).recoverWithNull();
    }
}
