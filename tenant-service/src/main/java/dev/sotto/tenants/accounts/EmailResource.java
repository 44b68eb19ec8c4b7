package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.EmailChange;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/users/me/email")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users")
class EmailResource {

    private final CurrentCaller caller;
    private final ChangeEmail changeEmail;

    EmailResource(CurrentCaller caller, ChangeEmail changeEmail) {
        this.caller = caller;
        this.changeEmail = changeEmail;
    }

    @POST
    @NoImpersonation
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(
            operationId = "askForEmailChange",
            summary = "Ask for another e-mail address of one's own",
            description = "A letter with a link goes to the new address, and a notice to the one that is. The address"
                    + " changes when the link is followed. The answer is the same for an address that somebody has."
                    + " The address is kept in lower case, with its domain in IDNA ASCII. Only ASCII characters may"
                    + " stand before the @.")
    @APIResponse(responseCode = "202", description = "Letters are on their way")
    @APIResponse(responseCode = "400", description = "Not valid; a wrong password is refused at /password")
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong passwords from here, or wishes for this address; see Retry-After")
    public Uni<Response> ask(@NotNull @Valid EmailChange wanted) {
        return changeEmail
                .ask(caller.get(), wanted)
                .map(asked -> Response.accepted().build());
    }
}
