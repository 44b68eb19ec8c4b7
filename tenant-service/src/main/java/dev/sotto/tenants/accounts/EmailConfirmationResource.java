package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.EmailConfirmation;
import dev.sotto.tenants.throttling.Client;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
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

@Path("/api/v1/auth/email-changes/confirm")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class EmailConfirmationResource {

    private final ChangeEmail changeEmail;

    EmailConfirmationResource(ChangeEmail changeEmail) {
        this.changeEmail = changeEmail;
    }

    @POST
    @PermitAll
    @Operation(
            operationId = "confirmEmailChange",
            summary = "Take a new e-mail address by the link of a letter",
            description = "The token stands in the link, after the #. It works once, for an hour.")
    @APIResponse(responseCode = "204", description = "This is the address now")
    @APIResponse(
            responseCode = "400",
            description = "Not valid; a token that is unknown, used, replaced or expired is refused at /token, and an"
                    + " address that was taken meanwhile likewise")
    public Uni<Response> confirm(@NotNull @Valid EmailConfirmation answer, @Context HttpServerRequest http) {
        return changeEmail
                .confirm(answer.token(), Client.of(http))
                .map(changed -> Response.noContent().build());
    }
}
