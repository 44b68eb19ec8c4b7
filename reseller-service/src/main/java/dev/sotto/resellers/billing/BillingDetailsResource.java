package dev.sotto.resellers.billing;

import dev.sotto.model.billing.BillingPartyDetails;
import dev.sotto.model.billing.BillingPartyView;
import dev.sotto.resellers.resellers.KnownResellers;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.billingdetails.BillingParties;
import dev.sotto.runtime.billingdetails.BillingParties.Party;
import dev.sotto.runtime.isolation.Caller;
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

@Path("/api/v1/resellers/{id}/billing-details")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "resellers")
class BillingDetailsResource {

    private final CurrentCaller caller;
    private final KnownResellers resellers;
    private final BillingParties billingParties;

    BillingDetailsResource(CurrentCaller caller, KnownResellers resellers, BillingParties billingParties) {
        this.caller = caller;
        this.resellers = resellers;
        this.billingParties = billingParties;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @AllowedWhileSuspended
    @Operation(
            operationId = "getResellerBillingDetails",
            summary = "Reads who is billed for a reseller",
            description = "Empty, with version 0, until somebody sets them.")
    @APIResponseSchema(value = BillingPartyView.class, responseDescription = "The details, their version as ETag")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        Caller by = caller.get();
        return resellers
                .require(by, id)
                .chain(() -> billingParties.find(by, id))
                .map(details -> Responses.versioned(request, details.version(), details));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "putResellerBillingDetails",
            summary = "Sets who is billed for a reseller",
            description = "Replaces all members. The audit log says which changed, not to what. No event carries them.")
    @APIResponseSchema(
            value = BillingPartyView.class,
            responseDescription = "The details as they are now",
            responseCode = "200")
    public Uni<Response> put(
            @PathParam("id") UUID id,
            @NotNull @Valid BillingPartyDetails details,
            @HeaderParam("If-Match") String ifMatch) {
        Caller by = caller.get();
        return resellers
                .require(by, id)
                .chain(() -> billingParties.put(by, new Party(id, null, id), ifMatch, details))
                .map(now -> Response.ok(now).tag(Long.toString(now.version())).build());
    }
}
