package dev.sotto.tenants.suspensions;

import dev.sotto.model.access.SuspensionNote;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.tenants.suspensions.ChangeAccountStatus.Order;
import dev.sotto.tenants.tenants.TenantEtags;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{id}/suspensions/{reason}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants")
class SuspensionResource {

    private final CurrentCaller caller;
    private final ChangeAccountStatus changeAccountStatus;

    SuspensionResource(CurrentCaller caller, ChangeAccountStatus changeAccountStatus) {
        this.caller = caller;
        this.changeAccountStatus = changeAccountStatus;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "suspendTenant",
            summary = "Suspend a tenant for a reason",
            description =
                    "Reasons are independent of each other: Admin, Abuse and Billing are the platform's, Reseller is"
                            + " its reseller's. Its people still read, pay and take along; its queued jobs wait. A reason that"
                            + " stands already changes nothing. The note goes to the audit log, which the tenant and its"
                            + " reseller read.")
    @APIResponseSchema(value = TenantView.class, responseDescription = "The tenant as it is now", responseCode = "200")
    @APIResponse(responseCode = "403", description = "The reason is not the caller's to set")
    public Uni<Response> suspend(
            @PathParam("id") UUID id,
            @PathParam("reason") SuspensionReason reason,
            @Valid @RequestBody(required = false) @Nullable SuspensionNote note,
            @HeaderParam("If-Match") String ifMatch) {
        String text = Optional.ofNullable(note).map(SuspensionNote::note).orElse(null);
        return changeAccountStatus
                .suspend(caller.get(), reason, new Order(id, TenantEtags.version(ifMatch), text))
                .map(SuspensionResource::answer);
    }

    @DELETE
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "liftTenantSuspension",
            summary = "Lift one reason of a tenant's suspension",
            description =
                    "No other reason is lifted; it works again when none is left and its reseller works. A reason that"
                            + " does not stand changes nothing.")
    @APIResponseSchema(value = TenantView.class, responseDescription = "The tenant as it is now", responseCode = "200")
    @APIResponse(responseCode = "403", description = "The reason is not the caller's to lift")
    public Uni<Response> lift(
            @PathParam("id") UUID id,
            @PathParam("reason") SuspensionReason reason,
            @HeaderParam("If-Match") String ifMatch) {
        return changeAccountStatus
                .lift(caller.get(), reason, new Order(id, TenantEtags.version(ifMatch), null))
                .map(SuspensionResource::answer);
    }

    private static Response answer(TenantView tenant) {
        return Response.ok(tenant).tag(TenantEtags.of(tenant)).build();
    }
}
