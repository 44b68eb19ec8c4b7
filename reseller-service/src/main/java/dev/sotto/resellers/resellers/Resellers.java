package dev.sotto.resellers.resellers;

import dev.sotto.runtime.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/** Stores the resellers that people edit. */
@ApplicationScoped
class Resellers implements PanacheRepositoryBase<Reseller, UUID> {

    /**
     * Locks the row, so that the second of two simultaneous changes sees the first, and its rate follows the first
     * one's.
     */
    Uni<Reseller> toChange(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).onItem().ifNull().failWith(Problem::notFound);
    }
}
