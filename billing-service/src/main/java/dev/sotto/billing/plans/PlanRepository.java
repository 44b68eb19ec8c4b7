package dev.sotto.billing.plans;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PlanRepository implements PanacheRepositoryBase<Plan, UUID> {

    /** Finds a plan that the caller may change, and holds it; null when it is absent or somebody else's. */
    Uni<@Nullable Plan> toEdit(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
