package dev.sotto.tenants.users;

import dev.sotto.model.tenants.RoleChange;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes users' roles and statuses. Operations that remove rights also work while the organisation is suspended. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users")
class MemberResource {

    private static final String TENANT = "A tenant that the caller manages; the caller's own when absent";
    private static final String LAST = "It would leave the tenant without an active person to run it";
    private static final String NOT_MANAGED = "The caller's role does not manage this one";

    private final CurrentCaller caller;
    private final ChangeRole changeRole;
    private final SuspendUser suspendUser;
    private final RemoveUser removeUser;
    private final ResendInvitation resendInvitation;
    private final EndUserSessions endUserSessions;

    MemberResource(
            CurrentCaller caller,
            ChangeRole changeRole,
            SuspendUser suspendUser,
            RemoveUser removeUser,
            ResendInvitation resendInvitation,
            EndUserSessions endUserSessions) {
        this.caller = caller;
        this.changeRole = changeRole;
        this.suspendUser = suspendUser;
        this.removeUser = removeUser;
        this.resendInvitation = resendInvitation;
        this.endUserSessions = endUserSessions;
    }

    @PUT
    @Path("/{id}/role")
    @Consumes(MediaType.APPLICATION_JSON)
    @NoImpersonation
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(
            operationId = "changeRole",
            summary = "Give a person another role",
            description = "Access tokens of the old role are refused everywhere within five seconds; refreshing gives"
                    + " the new one. An Admin may take the own role, too, as long as another active Admin is there.")
    @APIResponseSchema(value = UserView.class, responseDescription = "The user as it is now", responseCode = "200")
    @APIResponse(responseCode = "403", description = "The caller's role may not give, or not take, such a role here")
    @APIResponse(responseCode = "409", description = LAST)
    public Uni<Response> changeRole(
            @PathParam("id") UUID id,
            @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId,
            @NotNull @Valid RoleChange wanted,
            @HeaderParam("If-Match") String ifMatch) {
        return changeRole
                .change(caller.get(), tenantId, new ChangeRole.Wish(id, wanted.role(), ifMatch))
                .map(MemberResource::changed);
    }

    @PUT
    @Path("/{id}/suspension")
    @NoImpersonation
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(
            operationId = "suspendUser",
            summary = "Keep a person out for a while",
            description = "Seat, address and password stay; all sessions end, and access tokens are refused everywhere"
                    + " within five seconds.")
    @APIResponseSchema(value = UserView.class, responseDescription = "The user as it is now", responseCode = "200")
    @APIResponse(responseCode = "403", description = NOT_MANAGED)
    @APIResponse(responseCode = "409", description = LAST + "; or the person has not joined yet")
    public Uni<Response> suspend(
            @PathParam("id") UUID id, @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId) {
        return suspendUser.suspend(caller.get(), tenantId, id).map(MemberResource::changed);
    }

    @DELETE
    @Path("/{id}/suspension")
    @NoImpersonation
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(operationId = "reactivateUser", summary = "Let a suspended person in again")
    @APIResponseSchema(value = UserView.class, responseDescription = "The user as it is now", responseCode = "200")
    @APIResponse(responseCode = "403", description = NOT_MANAGED)
    public Uni<Response> reactivate(
            @PathParam("id") UUID id, @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId) {
        return suspendUser.reactivate(caller.get(), tenantId, id).map(MemberResource::changed);
    }

    @DELETE
    @Path("/{id}")
    @NoImpersonation
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(
            operationId = "removeUser",
            summary = "Remove a person for good, or cancel an open invitation",
            description = "Seat and address are free at once; address, names, password, sessions and invitations are"
                    + " gone. What the person made stays the tenant's.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = NOT_MANAGED)
    @APIResponse(responseCode = "409", description = LAST)
    public Uni<Response> remove(
            @PathParam("id") UUID id, @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId) {
        return removeUser
                .remove(caller.get(), tenantId, id)
                .map(removed -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/invitation")
    @NoImpersonation
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(
            operationId = "resendInvitation",
            summary = "Send an invited person another letter",
            description = "The link works for seven days; those of the letters before end at once.")
    @APIResponse(responseCode = "202", description = "A letter is on its way")
    @APIResponse(responseCode = "403", description = NOT_MANAGED)
    @APIResponse(responseCode = "409", description = "The person has joined already")
    @APIResponse(
            responseCode = "429",
            description = "Too many requests, or for this address within the hour; see Retry-After")
    public Uni<Response> resend(
            @PathParam("id") UUID id, @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId) {
        return resendInvitation
                .resend(caller.get(), tenantId, id)
                .map(sent -> Response.accepted().build());
    }

    @DELETE
    @Path("/{id}/sessions")
    @NoImpersonation
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(
            operationId = "endUserSessions",
            summary = "Sign a person out everywhere",
            description = "Access tokens are refused everywhere within five seconds; with the password the person can"
                    + " sign in again.")
    @APIResponse(responseCode = "204", description = "Signed out")
    @APIResponse(responseCode = "403", description = NOT_MANAGED)
    public Uni<Response> endSessions(
            @PathParam("id") UUID id, @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId) {
        return endUserSessions
                .end(caller.get(), tenantId, id)
                .map(ended -> Response.noContent().build());
    }

    private static Response changed(UserView user) {
        return Response.ok(user).tag(Long.toString(user.version())).build();
    }
}
