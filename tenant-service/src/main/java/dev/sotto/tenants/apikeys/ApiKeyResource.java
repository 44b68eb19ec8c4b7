package dev.sotto.tenants.apikeys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.ApiKeyDetails;
import dev.sotto.model.access.ApiKeyStatus;
import dev.sotto.model.access.ApiKeyView;
import dev.sotto.model.access.NewApiKey;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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

@Path("/api/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "api-keys",
        description = "How programs come in: keys that act as a person, within permissions of their own.")
class ApiKeyResource {

    private static final String TENANT = "A tenant that the caller manages; the caller's own when absent";

    private final CurrentCaller caller;
    private final CreateApiKey createApiKey;
    private final RenameApiKey renameApiKey;
    private final RevokeApiKey revokeApiKey;
    private final ApiKeyQueries queries;

    ApiKeyResource(
            CurrentCaller caller,
            CreateApiKey createApiKey,
            RenameApiKey renameApiKey,
            RevokeApiKey revokeApiKey,
            ApiKeyQueries queries) {
        this.caller = caller;
        this.createApiKey = createApiKey;
        this.renameApiKey = renameApiKey;
        this.revokeApiKey = revokeApiKey;
        this.queries = queries;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @NoImpersonation
    @Operation(
            operationId = "createApiKey",
            summary = "Make an API key",
            description = "For oneself, or as an Admin for a User of the own tenant. The answer's member key is the key"
                    + " itself, to be sent as Authorization: Bearer; it is shown this once. Sent again with the same"
                    + " Idempotency-Key the request makes no second key, and the answer is without the member key: a key"
                    + " whose answer was lost is revoked and made anew. A user has at most 50 keys that work.")
    @APIResponseSchema(value = ApiKeyView.class, responseDescription = "Made; see Location", responseCode = "201")
    @APIResponse(responseCode = "403", description = "Made for another who is not a User of the caller's own tenant")
    @APIResponse(responseCode = "404", description = "There is no such user or tenant, or it is not the caller's")
    @APIResponse(responseCode = "409", description = "The user has 50 keys already, or is not active")
    public Uni<Response> create(
            @NotNull @Valid NewApiKey wanted,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return createApiKey.create(caller.get(), wanted, idempotencyKey).map(key -> created(uri, key));
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @AllowedWhileSuspended
    @Operation(
            operationId = "listApiKeys",
            summary = "API keys, newest first",
            description = "A User's own; otherwise all of the tenant. Revoked and expired ones are among them.")
    @APIResponseSchema(
            value = ApiKeyView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    @APIResponse(responseCode = "403", description = "The platform does not see the people of customers")
    public Uni<Response> list(
            @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId,
            @QueryParam("user_id") @Parameter(description = "Only this user's") UUID userId,
            @QueryParam("status") @Parameter(description = "Only those of this status") ApiKeyStatus status,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return queries.list(
                        caller.get(), tenantId, new ApiKeyQueries.Filter(userId, status), PageRequest.of(limit, cursor))
                .map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @AllowedWhileSuspended
    @Operation(operationId = "getApiKey", summary = "One API key, without the key itself")
    @APIResponseSchema(
            value = ApiKeyView.class,
            responseDescription = "The key's facts, its version as ETag for If-Match")
    @APIResponse(responseCode = "403", description = "The platform does not see the people of customers")
    public Uni<Response> get(
            @PathParam("id") UUID id, @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId) {
        return queries.one(caller.get(), tenantId, id).map(ApiKeyResource::found);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @NoImpersonation
    @Operation(
            operationId = "renameApiKey",
            summary = "Give an API key another name (JSON Merge Patch)",
            description = "Nothing else of a key can be changed: for other permissions, make another key.")
    @APIResponseSchema(value = ApiKeyView.class, responseDescription = "The key as it is now", responseCode = "200")
    @APIResponse(responseCode = "403", description = "The platform does not see the people of customers")
    public Uni<Response> rename(
            @PathParam("id") UUID id,
            @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = ApiKeyDetails.class)))
                    JsonNode patch,
            @HeaderParam("If-Match") String ifMatch) {
        return renameApiKey
                .rename(caller.get(), tenantId, id, new RenameApiKey.Edit(patch, ifMatch))
                .map(ApiKeyResource::found);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @NoImpersonation
    @AllowedWhileSuspended
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke an API key, for good",
            description = "Within five seconds it works nowhere any more. It stays to be seen, as Revoked.")
    @APIResponse(responseCode = "204", description = "It is revoked, now or before")
    @APIResponse(responseCode = "403", description = "The platform does not see the people of customers")
    public Uni<Response> revoke(
            @PathParam("id") UUID id, @QueryParam("tenant_id") @Parameter(description = TENANT) UUID tenantId) {
        return revokeApiKey
                .revoke(caller.get(), tenantId, id)
                .map(revoked -> Response.noContent().build());
    }

    /** The location names the tenant, because a caller who manages several tenants needs it to find the key. */
    private static Response created(UriInfo uri, ApiKeyView key) {
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(key.id().toString())
                        .queryParam("tenant_id", key.tenantId())
                        .build())
                .tag(Long.toString(key.version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(key)
                .build();
    }

    /** Never 304, because the last use changes without the version. */
    private static Response found(ApiKeyView key) {
        return Response.ok(key).tag(Long.toString(key.version())).build();
    }
}
