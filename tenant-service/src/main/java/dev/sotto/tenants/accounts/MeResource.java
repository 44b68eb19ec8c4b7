package dev.sotto.tenants.accounts;

import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.MeView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users")
class MeResource {

    private final CurrentCaller caller;
    private final MeQueries queries;

    MeResource(CurrentCaller caller, MeQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @AllowedWhileSuspended
    @RequiresApiKeyPermission(Permission.USERS_READ)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(
            operationId = "whoAmI",
            summary = "The signed-in person, their organisation, and who acts in their name",
            description = "What a page needs first. The person alone, with an ETag, is at /api/v1/users/me, where they"
                    + " are changed, too.")
    public Uni<MeView> get() {
        return queries.of(caller.get(), caller.tokenExpiresAt());
    }
}
