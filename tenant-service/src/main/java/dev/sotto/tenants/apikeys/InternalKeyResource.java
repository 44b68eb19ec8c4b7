package dev.sotto.tenants.apikeys;

import dev.sotto.model.access.ApiKeyUses;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.runtime.access.ServiceKeys;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves other services: they look up unknown keys and report the use of keys. */
@Path("/internal/v1")
@Produces(MediaType.APPLICATION_JSON)
class InternalKeyResource {

    private final OwnKeys keys;

    InternalKeyResource(OwnKeys keys) {
        this.keys = keys;
    }

    @GET
    @Path("/api-keys/{id}")
    @RolesAllowed(ServiceKeys.ROLE)
    @Operation(hidden = true)
    public Uni<ApiKeyChanged> key(@PathParam("id") UUID id) {
        return keys.key(id).onItem().ifNull().failWith(Problem::notFound);
    }

    @GET
    @Path("/users/{id}")
    @RolesAllowed(ServiceKeys.ROLE)
    @Operation(hidden = true)
    public Uni<UserChanged> user(@PathParam("id") UUID id) {
        return keys.user(id).onItem().ifNull().failWith(Problem::notFound);
    }

    @POST
    @Path("/api-keys/uses")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(ServiceKeys.ROLE)
    @Operation(hidden = true)
    public Uni<Void> used(@NotNull @Valid ApiKeyUses uses) {
        return keys.used(uses);
    }
}
