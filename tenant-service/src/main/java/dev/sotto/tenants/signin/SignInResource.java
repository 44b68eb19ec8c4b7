package dev.sotto.tenants.signin;

import dev.sotto.model.tenants.RefreshRequest;
import dev.sotto.model.tenants.SignIn;
import dev.sotto.model.tenants.Tokens;
import dev.sotto.tenants.throttling.Client;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path(SignInResource.AUTH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth", description = "Signing in and out.")
class SignInResource {

    static final String AUTH = "/api/v1/auth";
    static final String LOGIN = "/login";

    private static final String IN_BROWSERS = "Without a refresh_token, the cookie " + SessionCookie.NAME
            + " counts, if a page of the same origin sends it (Sec-Fetch-Site: same-origin).";

    private final SignInByPassword signInByPassword;
    private final RefreshSession refreshSession;

    SignInResource(SignInByPassword signInByPassword, RefreshSession refreshSession) {
        this.signInByPassword = signInByPassword;
        this.refreshSession = refreshSession;
    }

    /** Returns whether a request is for {@link #signIn}. */
    static boolean isSignIn(HttpServerRequest request) {
        return request.method() == HttpMethod.POST && (AUTH + LOGIN).equals(request.path());
    }

    @POST
    @Path(SignInResource.LOGIN)
    @PermitAll
    @Operation(
            operationId = "signIn",
            summary = "Exchange e-mail and password for tokens",
            description = "The address may be written in any case, and its domain in Unicode or in IDNA ASCII."
                    + " With cookie: true, for pages in a browser, the refresh token is not in the body, but in the cookie "
                    + SessionCookie.NAME + " (Secure, HttpOnly, SameSite=Strict).")
    @APIResponseSchema(value = Tokens.class, responseDescription = "Signed in", responseCode = "200")
    @APIResponse(responseCode = "401", description = "Wrong, whichever of the two, or not allowed to sign in")
    @APIResponse(
            responseCode = "429",
            description = "Too many people are signing in, or this client failed too often; see Retry-After")
    public Uni<Response> signIn(@NotNull @Valid SignIn credentials, @Context HttpServerRequest http) {
        return signInByPassword
                .signIn(credentials, Client.of(http))
                .map(tokens -> SessionCookie.answer(tokens, credentials.cookie()));
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @Operation(
            operationId = "refresh",
            summary = "Exchange a refresh token for the next tokens",
            description =
                    "The same refresh token gives the same next one until that is used. After that, its return ends"
                            + " the session, because two parties have it. " + IN_BROWSERS)
    @APIResponseSchema(value = Tokens.class, responseDescription = "The next tokens", responseCode = "200")
    @APIResponse(
            responseCode = "401",
            description = "The token is unknown, used, expired or revoked; a cookie is taken away")
    public Uni<Response> refresh(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest request, @Context HttpServerRequest http) {
        PresentedToken presented = PresentedToken.of(request, http);
        return refreshSession
                .refresh(presented.text(), Client.of(http))
                .map(presented::answer)
                .onFailure()
                .invoke(failure -> presented.refused(failure, http));
    }

    @POST
    @Path("/logout")
    @PermitAll
    @Operation(
            operationId = "signOut",
            summary = "End the session of a refresh token",
            description = "Its access token works to its end, ten minutes at the most. " + IN_BROWSERS)
    @APIResponse(responseCode = "204", description = "There is no such session any more")
    public Uni<Response> signOut(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest request, @Context HttpServerRequest http) {
        PresentedToken presented = PresentedToken.of(request, http);
        return refreshSession.end(presented.text(), Client.of(http)).map(ended -> presented.signedOut());
    }
}
