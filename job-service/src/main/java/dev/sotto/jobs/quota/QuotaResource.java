package dev.sotto.jobs.quota;

import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.QuotaView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The remaining quota of the caller's tenant. */
@Path("/api/v1/quota")
@Tag(name = "quota", description = "What a tenant may still use in its billing period.")
@Produces(MediaType.APPLICATION_JSON)
class QuotaResource {

    private final TenantQuotas entitlements;
    private final CurrentCaller caller;
    private final Clock clock;

    QuotaResource(TenantQuotas entitlements, CurrentCaller caller, Clock clock) {
        this.entitlements = entitlements;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.USAGE_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "getQuota",
            summary = "Milliseconds of audio left in this billing period, and bytes left in the store")
    @APIResponse(responseCode = "200", description = "Limit, used, reserved and remaining of each")
    @APIResponse(responseCode = "403", description = "The role does not allow it, or the organisation has no plan")
    @APIResponse(responseCode = "503", description = "The organisation is not known here yet and its owner is away")
    public Uni<QuotaView> get() {
        return entitlements.account(caller.get()).map(account -> account.view(clock.instant()));
    }
}
