package dev.sotto.billing.plans;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PlanRepository implements PanacheRepositoryBase<Plan, UUID> {

    /** Finds and locks a plan that the caller may change; null if there is none. */
    Uni<@Nullable Plan> toEdit(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
