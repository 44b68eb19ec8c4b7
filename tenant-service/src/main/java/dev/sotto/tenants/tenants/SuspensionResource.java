package dev.sotto.tenants.tenants;

import dev.sotto.model.access.SuspensionNote;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.InPerson;
import dev.sotto.tenants.tenants.ChangeStanding.Order;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{id}/suspensions/{reason}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants")
class SuspensionResource {

    private final CurrentCaller caller;
    private final ChangeStanding changeStanding;

    SuspensionResource(CurrentCaller caller, ChangeStanding changeStanding) {
        this.caller = caller;
        this.changeStanding = changeStanding;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @InPerson
    @Operation(
            operationId = "suspendTenant",
            summary = "Suspend a tenant for a reason",
            description =
                    "Reasons are independent of each other: Admin, Abuse and Billing are the platform's, Reseller is"
                            + " its reseller's. Its people still read, pay and take along; its queued jobs wait. A reason that"
                            + " stands already changes nothing. The note goes to the audit log, which the tenant and its"
                            + " reseller read.")
    @APIResponse(
            responseCode = "200",
            description = "The tenant as it is now",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @APIResponse(responseCode = "403", description = "The reason is not the caller's to set")
    @APIResponse(responseCode = "404", description = "There is no such tenant or reason, or it is not the caller's")
    @APIResponse(responseCode = "412", description = "It is not at the version of If-Match")
    public Uni<Response> suspend(
            @PathParam("id") UUID id,
            @PathParam("reason") SuspensionReason reason,
            @Valid
                    @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = SuspensionNote.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "note",
                                                            value = "{\"note\": \"Two invoices are unpaid.\"}")))
                    @Nullable
                    SuspensionNote note,
            @HeaderParam("If-Match") String ifMatch) {
        String text = Optional.ofNullable(note).map(SuspensionNote::note).orElse(null);
        return changeStanding
                .suspend(caller.get(), reason, new Order(id, Tags.version(ifMatch), text))
                .map(SuspensionResource::answer);
    }

    @DELETE
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @InPerson
    @Operation(
            operationId = "liftTenantSuspension",
            summary = "Lift one reason of a tenant's suspension",
            description =
                    "No other reason is lifted; it works again when none is left and its reseller works. A reason that"
                            + " does not stand changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The tenant as it is now",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @APIResponse(responseCode = "403", description = "The reason is not the caller's to lift")
    @APIResponse(responseCode = "404", description = "There is no such tenant or reason, or it is not the caller's")
    @APIResponse(responseCode = "412", description = "It is not at the version of If-Match")
    public Uni<Response> lift(
            @PathParam("id") UUID id,
            @PathParam("reason") SuspensionReason reason,
            @HeaderParam("If-Match") String ifMatch) {
        return changeStanding
                .lift(caller.get(), reason, new Order(id, Tags.version(ifMatch), null))
                .map(SuspensionResource::answer);
    }

    private static Response answer(TenantView tenant) {
        return Response.ok(tenant).tag(Tags.of(tenant)).build();
    }
}
