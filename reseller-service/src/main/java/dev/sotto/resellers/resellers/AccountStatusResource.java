package dev.sotto.resellers.resellers;

import dev.sotto.model.access.SuspensionNote;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.resellers.ResellerView;
import dev.sotto.resellers.resellers.ChangeAccountStatus.Order;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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

@Path("/api/v1/resellers/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "resellers")
class AccountStatusResource {

    private final CurrentCaller caller;
    private final ChangeAccountStatus changeAccountStatus;

    AccountStatusResource(CurrentCaller caller, ChangeAccountStatus changeAccountStatus) {
        this.caller = caller;
        this.changeAccountStatus = changeAccountStatus;
    }

    @PUT
    @Path("/suspensions/{reason}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "suspendReseller",
            summary = "Suspend a reseller, and its tenants with it, for a reason",
            description =
                    "Admin, Billing and Abuse are independent of each other. Their people still read, pay and take"
                            + " along; queued jobs wait, running ones are finished but for Abuse. A reason that stands already"
                            + " changes nothing. The note goes to the audit log.")
    @APIResponseSchema(
            value = ResellerView.class,
            responseDescription = "The reseller as it is now",
            responseCode = "200")
    @APIResponse(responseCode = "403", description = "Not the platform's admin; or the reason is not one for resellers")
    public Uni<Response> suspend(
            @PathParam("id") UUID id,
            @PathParam("reason") SuspensionReason reason,
            @Valid @RequestBody(required = false) @Nullable SuspensionNote note,
            @HeaderParam("If-Match") String ifMatch) {
        String text = Optional.ofNullable(note).map(SuspensionNote::note).orElse(null);
        return changeAccountStatus
                .suspend(caller.get(), reason, new Order(id, ifMatch, text))
                .map(AccountStatusResource::answer);
    }

    @DELETE
    @Path("/suspensions/{reason}")
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "liftResellerSuspension",
            summary = "Lift one reason of a reseller's suspension",
            description = "No other reason is lifted, and none of its tenants' own.")
    @APIResponseSchema(
            value = ResellerView.class,
            responseDescription = "The reseller as it is now",
            responseCode = "200")
    @APIResponse(responseCode = "403", description = "Not the platform's admin; or the reason is not one for resellers")
    public Uni<Response> lift(
            @PathParam("id") UUID id,
            @PathParam("reason") SuspensionReason reason,
            @HeaderParam("If-Match") String ifMatch) {
        return changeAccountStatus
                .lift(caller.get(), reason, new Order(id, ifMatch, null))
                .map(AccountStatusResource::answer);
    }

    @DELETE
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "closeReseller",
            summary = "Close a reseller, and its tenants with it",
            description = "Nothing is deleted: people still read and take along what they have. Reopening restores it.")
    @APIResponseSchema(
            value = ResellerView.class,
            responseDescription = "The reseller as it is now; also when it was closed before",
            responseCode = "200")
    public Uni<Response> close(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return changeAccountStatus
                .close(caller.get(), new Order(id, ifMatch, null))
                .map(AccountStatusResource::answer);
    }

    @POST
    @Path("/reopen")
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "reopenReseller",
            summary = "Open a closed reseller again",
            description = "Reasons for which it was suspended stand as they stood.")
    @APIResponseSchema(
            value = ResellerView.class,
            responseDescription = "The reseller as it is now; also when it was open",
            responseCode = "200")
    public Uni<Response> reopen(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return changeAccountStatus
                .reopen(caller.get(), new Order(id, ifMatch, null))
                .map(AccountStatusResource::answer);
    }

    private static Response answer(ResellerView reseller) {
        return Response.ok(reseller).tag(Long.toString(reseller.version())).build();
    }
}
