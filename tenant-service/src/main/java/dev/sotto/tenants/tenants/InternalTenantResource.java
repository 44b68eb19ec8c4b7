package dev.sotto.tenants.tenants;

import dev.sotto.model.events.TenantChanged;
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

/** Serves other services that need a tenant before its event has arrived. */
@Path("/internal/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
class InternalTenantResource {

    private final TenantQueries queries;

    InternalTenantResource(TenantQueries queries) {
        this.queries = queries;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("service")
    @Operation(hidden = true)
    public Uni<TenantChanged> get(@PathParam("id") UUID id, @QueryParam("reseller_id") UUID resellerId) {
        return queries.entitlements(id, resellerId);
    }
}
