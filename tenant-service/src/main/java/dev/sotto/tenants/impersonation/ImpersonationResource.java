package dev.sotto.tenants.impersonation;

import dev.sotto.model.tenants.DelegatedToken;
import dev.sotto.model.tenants.ImpersonateUser;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/auth/impersonations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class ImpersonationResource {

    private final CurrentCaller caller;
    private final Impersonate impersonate;
    private final EndImpersonation endImpersonation;

    ImpersonationResource(CurrentCaller caller, Impersonate impersonate, EndImpersonation endImpersonation) {
        this.caller = caller;
        this.impersonate = impersonate;
        this.endImpersonation = endImpersonation;
    }

    @POST
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "impersonate",
            summary = "Act as a user of an organisation below one's own",
            description =
                    "The platform as people of resellers and customers, a reseller as people of its own customers."
                            + " The token works for 15 minutes and can't be refreshed; it makes no keys,"
                            + " sets no prices, and changes no passwords, addresses, roles and suspensions. The reason, and all that is done, stands in the tenant's audit log with who did it.")
    @APIResponseSchema(
            value = DelegatedToken.class,
            responseDescription = "An access token whose act says who acts",
            responseCode = "200")
    @APIResponse(
            responseCode = "403",
            description = "The organisation is not below the caller's, or it is another's name")
    @APIResponse(
            responseCode = "404",
            description = "There is no such user or tenant, or it is not in the caller's tree")
    @APIResponse(
            responseCode = "409",
            description = "The user is not active, or your own sessions were ended this very second")
    public Uni<Response> impersonate(@NotNull @Valid ImpersonateUser wanted) {
        return impersonate.impersonate(caller.get(), wanted).map(ImpersonationResource::uncached);
    }

    @DELETE
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(
            operationId = "endImpersonation",
            summary = "End an impersonation, with its own token",
            description = "The audit log of the organisation shows it. Every service refuses the token within five"
                    + " seconds. Other access tokens of the impersonated person are withdrawn, too: their browsers and"
                    + " programs refresh.")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(responseCode = "409", description = "The token is a person's own")
    public Uni<Response> end() {
        return endImpersonation
                .end(caller.get())
                .map(ended -> Response.noContent().build());
    }

    private static Response uncached(DelegatedToken token) {
        return Response.ok(token).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
