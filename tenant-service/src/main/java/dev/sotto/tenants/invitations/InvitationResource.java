package dev.sotto.tenants.invitations;

import dev.sotto.model.tenants.AcceptInvitation;
import dev.sotto.model.tenants.Tokens;
import dev.sotto.tenants.signin.SessionCookie;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/auth/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class InvitationResource {

    private final JoinTenant joinTenant;

    InvitationResource(JoinTenant joinTenant) {
        this.joinTenant = joinTenant;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            operationId = "acceptInvitation",
            summary = "Accept an invitation by choosing a password",
            description = "The token stands in the link of the letter, after the #. It works once, for seven days."
                    + " cookie: as at the sign-in.")
    @APIResponseSchema(value = Tokens.class, responseDescription = "Joined and signed in", responseCode = "200")
    @APIResponse(
            responseCode = "400",
            description = "Not valid; a token that is unknown, used, replaced or expired is refused at /token")
    @APIResponse(responseCode = "429", description = "Too many people are signing in; see Retry-After")
    public Uni<Response> accept(@NotNull @Valid AcceptInvitation answer, @Context HttpServerRequest http) {
        return joinTenant.join(answer, Client.of(http)).map(tokens -> SessionCookie.answer(tokens, answer.cookie()));
    }
}
