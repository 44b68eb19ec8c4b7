package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.SessionView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/auth/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class SessionResource {

    private static final String THEN_REFRESH =
            "Every access token of the person is refused within five seconds, the one"
                    + " that asks included: the sessions that go on refresh.";

    private final CurrentCaller caller;
    private final SessionQueries queries;
    private final EndSessions endSessions;

    SessionResource(CurrentCaller caller, SessionQueries queries, EndSessions endSessions) {
        this.caller = caller;
        this.queries = queries;
        this.endSessions = endSessions;
    }

    @GET
    @NoImpersonation
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(operationId = "listSessions", summary = "Where the caller is signed in, newest first")
    @APIResponseSchema(
            value = SessionView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    public Uni<Response> list(
            @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        return queries.list(caller.get(), caller.sessionId(), PageRequest.of(limit, cursor))
                .map(page -> Responses.page(uri, page));
    }

    @DELETE
    @NoImpersonation
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(operationId = "endOtherSessions", summary = "Sign out everywhere else", description = THEN_REFRESH)
    @APIResponse(responseCode = "204", description = "This session alone is left")
    @APIResponse(responseCode = "404", description = "Removed a moment ago")
    public Uni<Response> endOthers() {
        return endSessions
                .others(caller.get(), caller.sessionId())
                .map(ended -> Response.noContent().build());
    }

    @DELETE
    @Path("/{id}")
    @NoImpersonation
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(operationId = "endSession", summary = "Sign out in one place", description = THEN_REFRESH)
    @APIResponse(responseCode = "204", description = "The session is ended")
    public Uni<Response> end(@PathParam("id") UUID id) {
        return endSessions
                .one(caller.get(), id)
                .map(ended -> Response.noContent().build());
    }
}
