package dev.sotto.tenants.suspensions;

import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.tenants.suspensions.ChangeAccountStatus.Order;
import dev.sotto.tenants.tenants.TenantEtags;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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

@Path("/api/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants")
class ClosureResource {

    private final CurrentCaller caller;
    private final ChangeAccountStatus changeAccountStatus;

    ClosureResource(CurrentCaller caller, ChangeAccountStatus changeAccountStatus) {
        this.caller = caller;
        this.changeAccountStatus = changeAccountStatus;
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @RequiresApiKeyPermission(Permission.TENANTS_WRITE)
    @Operation(
            operationId = "closeTenant",
            summary = "Close a tenant",
            description = "Nothing is deleted: its people still read and take along what it has. Closing what is closed"
                    + " changes nothing. Whoever may close it may open it again.")
    @APIResponse(responseCode = "204", description = "It is closed")
    public Uni<Response> close(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return changeAccountStatus
                .close(caller.get(), new Order(id, TenantEtags.version(ifMatch), null))
                .map(tenant -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/reopen")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @RequiresApiKeyPermission(Permission.TENANTS_WRITE)
    @Operation(
            operationId = "reopenTenant",
            summary = "Open a closed tenant again",
            description = "Suspensions stand as they stood. Opening what is open changes nothing.")
    @APIResponseSchema(value = TenantView.class, responseDescription = "The tenant as it is now", responseCode = "200")
    public Uni<Response> reopen(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return changeAccountStatus
                .reopen(caller.get(), new Order(id, TenantEtags.version(ifMatch), null))
                .map(tenant -> Response.ok(tenant).tag(TenantEtags.of(tenant)).build());
    }
}
