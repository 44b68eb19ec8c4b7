package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.PasswordChange;
import dev.sotto.model.tenants.PasswordReset;
import dev.sotto.model.tenants.PasswordResetRequest;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.tenants.throttling.Client;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class PasswordResource {

    private final CurrentCaller caller;
    private final ChangePassword changePassword;
    private final ResetRequests resetRequests;
    private final ResetPassword resetPassword;

    PasswordResource(
            CurrentCaller caller,
            ChangePassword changePassword,
            ResetRequests resetRequests,
            ResetPassword resetPassword) {
        this.caller = caller;
        this.changePassword = changePassword;
        this.resetRequests = resetRequests;
        this.resetPassword = resetPassword;
    }

    @POST
    @Path("/password")
    @NoImpersonation
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(
            operationId = "changePassword",
            summary = "Change the own password",
            description =
                    "All other sessions end. Every access token of the person is refused within five seconds; this"
                            + " session refreshes.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "400", description = "Not valid; a wrong password is refused at /current_password")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords from here; see Retry-After")
    public Uni<Response> change(@NotNull @Valid PasswordChange wanted) {
        return changePassword
                .change(caller.get(), wanted, caller.sessionId())
                .map(changed -> Response.noContent().build());
    }

    @POST
    @Path("/password-resets")
    @PermitAll
    @Operation(
            operationId = "askForPasswordReset",
            summary = "Ask for a letter with a link to a new password",
            description =
                    "The answer is the same for an address that nobody has. Nobody is sent more than one a minute.")
    @APIResponse(
            responseCode = "202",
            description = "If somebody who may sign in has this address, a letter is on its way")
    @APIResponse(responseCode = "429", description = "Asked too often from here; see Retry-After")
    public Uni<Response> ask(@NotNull @Valid PasswordResetRequest wanted, @Context HttpServerRequest http) {
        return resetRequests
                .ask(wanted.email(), Client.of(http))
                .map(asked -> Response.accepted().build());
    }

    @POST
    @Path("/password-resets/confirm")
    @PermitAll
    @Operation(
            operationId = "resetPassword",
            summary = "Choose a new password by the link of a letter",
            description = "The token stands in the link, after the #. It works once, for an hour. All sessions end.")
    @APIResponse(responseCode = "204", description = "Changed; sign in with it")
    @APIResponse(
            responseCode = "400",
            description = "Not valid; a token that is unknown, used, replaced or expired is refused at /token")
    public Uni<Response> reset(@NotNull @Valid PasswordReset answer, @Context HttpServerRequest http) {
        return resetPassword
                .reset(answer, Client.of(http))
                .map(reset -> Response.noContent().build());
    }
}
