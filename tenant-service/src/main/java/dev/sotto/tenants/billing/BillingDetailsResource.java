package dev.sotto.tenants.billing;

import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.BillingPartyDetails;
import dev.sotto.model.billing.BillingPartyView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants/{id}/billing-details")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants")
class BillingDetailsResource {

    private final CurrentCaller caller;
    private final TenantBillingDetails billingDetails;

    BillingDetailsResource(CurrentCaller caller, TenantBillingDetails billingDetails) {
        this.caller = caller;
        this.billingDetails = billingDetails;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "getTenantBillingDetails",
            summary = "Reads who is billed for a tenant",
            description = "Empty, with version 0, until somebody sets them.")
    @APIResponseSchema(value = BillingPartyView.class, responseDescription = "The details, their version as ETag")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return billingDetails
                .find(caller.get(), id)
                .map(details -> Responses.versioned(request, details.version(), details));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @NoImpersonation
    @Operation(
            operationId = "putTenantBillingDetails",
            summary = "Sets who is billed for a tenant",
            description = "Replaces all members. The tenant's Admins and its reseller may. The audit log says which"
                    + " members changed, not to what. No event carries them.")
    @APIResponseSchema(
            value = BillingPartyView.class,
            responseDescription = "The details as they are now",
            responseCode = "200")
    public Uni<Response> put(
            @PathParam("id") UUID id,
            @NotNull @Valid BillingPartyDetails details,
            @HeaderParam("If-Match") String ifMatch) {
        return billingDetails
                .put(caller.get(), id, ifMatch, details)
                .map(now -> Response.ok(now).tag(Long.toString(now.version())).build());
    }
}
