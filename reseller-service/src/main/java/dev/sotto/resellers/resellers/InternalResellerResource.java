package dev.sotto.resellers.resellers;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.runtime.access.ServiceKeys;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves other services whose replica does not have a reseller yet. The gateway never routes to it. */
@Path("/internal/v1/resellers")
@Produces(MediaType.APPLICATION_JSON)
class InternalResellerResource {

    private final ResellerQueries queries;

    InternalResellerResource(ResellerQueries queries) {
        this.queries = queries;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(ServiceKeys.ROLE)
    @Operation(hidden = true)
    public Uni<ResellerChanged> get(@PathParam("id") UUID id, @QueryParam("reseller_id") UUID resellerId) {
        return queries.fact(id, resellerId);
    }
}
