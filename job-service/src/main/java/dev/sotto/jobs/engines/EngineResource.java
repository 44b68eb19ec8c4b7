package dev.sotto.jobs.engines;

import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.EnginesView;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/engines")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "engines", description = "The speech engines that workflows may name, and what each can do.")
class EngineResource {

    private final EngineCatalogue engines;
    private final CurrentCaller caller;

    EngineResource(EngineCatalogue engines, CurrentCaller caller) {
        this.engines = engines;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.WORKFLOWS_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listEngines",
            summary = "The speech engines, in the order in which they are tried, as far as the plan includes them")
    @APIResponseSchema(value = EnginesView.class, responseDescription = "All engines; there are no pages")
    public Uni<EnginesView> list() {
        return engines.of(caller.get());
    }
}
