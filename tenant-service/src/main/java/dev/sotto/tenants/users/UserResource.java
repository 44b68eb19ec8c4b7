package dev.sotto.tenants.users;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.InviteUser;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserDetails;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users", description = "The people of a tenant.")
class UserResource {

    private static final String TENANT = "A tenant that the caller manages; the caller's own when absent";

    private final CurrentCaller caller;
    private final InviteToTenant inviteToTenant;
    private final ChangeUser changeUser;
    private final UserQueries queries;

    UserResource(CurrentCaller caller, InviteToTenant inviteToTenant, ChangeUser changeUser, UserQueries queries) {
        this.caller = caller;
        this.inviteToTenant = inviteToTenant;
        this.changeUser = changeUser;
        this.queries = queries;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @NoImpersonation
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(
            operationId = "inviteUser",
            summary = "Invite a person into a tenant",
            description = "The platform invites PlatformAdmins into its own tenant and ResellerAdmins into a reseller's"
                    + " (tenant_id is the reseller's id); a reseller its own ResellerAdmins, and Admins and Users into"
                    + " its customers' tenants; an Admin Admins and Users into the own tenant. A letter with a one-time"
                    + " link follows; the invited person holds a seat at once. The address is kept in lower case, with"
                    + " its domain in IDNA ASCII; all its spellings are one user. Only ASCII characters may stand before"
                    + " the @.")
    @APIResponseSchema(value = UserView.class, responseDescription = "Invited; see Location", responseCode = "201")
    @APIResponse(responseCode = "403", description = "The caller's role may not invite this role into this tenant")
    @APIResponse(responseCode = "404", description = "There is no such tenant, or it is not the caller's")
    @APIResponse(
            responseCode = "409",
            description = "The address can't be invited: one e-mail address is one user of the whole platform; or the"
                    + " tenant is closed")
    @APIResponse(responseCode = "422", description = "Every seat is taken; or the Idempotency-Key was used before")
    @APIResponse(
            responseCode = "429",
            description = "Too many requests, or for this address within the hour; see Retry-After")
    public Uni<Response> invite(
            @NotNull @Valid InviteUser wanted,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return inviteToTenant.invite(caller.get(), wanted, idempotencyKey).map(user -> created(uri, user));
    }

    @GET
    @AllowedWhileSuspended
    @RequiresApiKeyPermission(Permission.USERS_READ)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(
            operationId = "listUsers",
            summary = "The people of a tenant, newest first",
            description = "Those who were removed are listed where status=Removed asks for them.")
    @APIResponseSchema(
            value = UserView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    @APIResponse(responseCode = "403", description = "The platform does not see the people of customers")
    public Uni<Response> list(
            @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId,
            @QueryParam("status") UserStatus status,
            @QueryParam("role") Role role,
            @QueryParam("search")
                    @Size(max = 255)
                    @Parameter(description = "Part of the e-mail address (a domain by whole labels) or the name")
                    String search,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        var filter = new UserQueries.Filter(status, role, search);
        return queries.list(caller.get(), tenantId, filter, PageRequest.of(limit, cursor))
                .map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("/me")
    @AllowedWhileSuspended
    @RequiresApiKeyPermission(Permission.USERS_READ)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(operationId = "getMe", summary = "The signed-in person")
    @APIResponseSchema(value = UserView.class, responseDescription = "The user, its version as ETag")
    public Uni<Response> me(@Context Request request) {
        return queries.me(caller.get()).map(user -> Responses.versioned(request, user.version(), user));
    }

    @PATCH
    @Path("/me")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @AllowedWhileSuspended
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @Operation(
            operationId = "changeMe",
            summary = "Change the signed-in person's names, language and time zone (JSON Merge Patch)")
    @APIResponseSchema(value = UserView.class, responseDescription = "The user as it is now", responseCode = "200")
    @APIResponse(responseCode = "404", description = "Removed a moment ago")
    public Uni<Response> changeMe(
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = UserDetails.class)))
                    JsonNode patch,
            @HeaderParam("If-Match") String ifMatch) {
        return changeUser
                .changeMe(caller.get(), new ChangeUser.Edit(patch, ifMatch))
                .map(UserResource::changed);
    }

    @GET
    @Path("/{id}")
    @AllowedWhileSuspended
    @RequiresApiKeyPermission(Permission.USERS_READ)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(operationId = "getUser", summary = "One person of a tenant")
    @APIResponseSchema(value = UserView.class, responseDescription = "The user, its version as ETag")
    @APIResponse(responseCode = "403", description = "The platform does not see the people of customers")
    public Uni<Response> get(
            @PathParam("id") UUID id,
            @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId,
            @Context Request request) {
        return queries.one(caller.get(), tenantId, id).map(user -> Responses.versioned(request, user.version(), user));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @Operation(
            operationId = "changeUser",
            summary = "Change a person's names, language and time zone (JSON Merge Patch)")
    @APIResponseSchema(value = UserView.class, responseDescription = "The user as it is now", responseCode = "200")
    @APIResponse(responseCode = "403", description = "The platform does not see the people of customers")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = UserDetails.class)))
                    JsonNode patch,
            @HeaderParam("If-Match") String ifMatch) {
        return changeUser
                .change(caller.get(), tenantId, id, new ChangeUser.Edit(patch, ifMatch))
                .map(UserResource::changed);
    }

    /** The location names the tenant, because a caller who manages several tenants needs it to find the user. */
    private static Response created(UriInfo uri, UserView user) {
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(user.id().toString())
                        .queryParam("tenant_id", user.tenantId())
                        .build())
                .tag(Long.toString(user.version()))
                .entity(user)
                .build();
    }

    private static Response changed(UserView user) {
        return Response.ok(user).tag(Long.toString(user.version())).build();
    }
}
