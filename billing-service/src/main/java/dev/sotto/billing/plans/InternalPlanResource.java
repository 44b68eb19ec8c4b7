package dev.sotto.billing.plans;

import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.access.ServiceKeys;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Serves plans to services that keep replicas of them. */
@Path("/internal/v1/subscription-plans")
class InternalPlanResource {

    private final PlanQueries queries;

    InternalPlanResource(PlanQueries queries) {
        this.queries = queries;
    }

    @GET
    @Path("{id}")
    @RolesAllowed(ServiceKeys.ROLE)
    @Operation(hidden = true)
    public Uni<PlanChanged> get(@PathParam("id") UUID id, @QueryParam("reseller_id") @Nullable UUID resellerId) {
        return queries.fact(id, resellerId);
    }
}
