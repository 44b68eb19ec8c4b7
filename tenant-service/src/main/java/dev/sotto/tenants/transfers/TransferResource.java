package dev.sotto.tenants.transfers;

import dev.sotto.model.tenants.MoveTenant;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.tenants.tenants.TenantEtags;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants/{id}/reseller")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants")
class TransferResource {

    private final CurrentCaller caller;
    private final TransferTenant transferTenant;

    TransferResource(CurrentCaller caller, TransferTenant transferTenant) {
        this.caller = caller;
        this.transferTenant = transferTenant;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "moveTenant",
            summary = "Move a tenant to another reseller, now or from a time on",
            description =
                    "Plan and limits change with it, branding comes off, the domain stays. What was before stays with"
                            + " the old reseller: usage, charges and commission, the period that is paid for included. Its people"
                            + " get new tokens by refreshing. A time ahead makes it a planned_move, which replaces an earlier one.")
    @APIResponseSchema(value = TenantView.class, responseDescription = "The tenant as it is now", responseCode = "200")
    @APIResponse(responseCode = "409", description = "The tenant is this reseller's already")
    public Uni<Response> move(
            @PathParam("id") UUID id, @NotNull @Valid MoveTenant wanted, @HeaderParam("If-Match") String ifMatch) {
        return transferTenant
                .move(caller.get(), id, wanted, TenantEtags.version(ifMatch))
                .map(tenant -> Response.ok(tenant).tag(TenantEtags.of(tenant)).build());
    }

    @DELETE
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(operationId = "takeBackTenantMove", summary = "Take a planned move back")
    @APIResponse(responseCode = "204", description = "None is planned any more")
    @APIResponse(responseCode = "404", description = "There is no such tenant, or no move of it is planned")
    public Uni<Response> takeBack(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return transferTenant
                .takeBack(caller.get(), id, TenantEtags.version(ifMatch))
                .map(done -> Response.noContent().build());
    }
}
