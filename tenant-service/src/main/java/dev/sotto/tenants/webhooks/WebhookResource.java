package dev.sotto.tenants.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.webhooks.NewWebhook;
import dev.sotto.model.webhooks.WebhookDetails;
import dev.sotto.model.webhooks.WebhookView;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks", description = "Events that Sotto sends to addresses of a tenant or a reseller.")
class WebhookResource {

    private final CurrentCaller caller;
    private final CreateWebhook createWebhook;
    private final ChangeWebhook changeWebhook;
    private final RotateSecret rotateSecret;
    private final DeleteWebhook deleteWebhook;
    private final WebhookQueries queries;

    WebhookResource(
            CurrentCaller caller,
            CreateWebhook createWebhook,
            ChangeWebhook changeWebhook,
            RotateSecret rotateSecret,
            DeleteWebhook deleteWebhook,
            WebhookQueries queries) {
        this.caller = caller;
        this.createWebhook = createWebhook;
        this.changeWebhook = changeWebhook;
        this.rotateSecret = rotateSecret;
        this.deleteWebhook = deleteWebhook;
        this.queries = queries;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_WRITE)
    @NoImpersonation
    @Operation(
            operationId = "createWebhook",
            summary = "Register a webhook",
            description =
                    "Events of the types named are sent to the URL from now on, as Standard Webhooks says. An Admin"
                            + " registers for the tenant's jobs and account, a ResellerAdmin for the accounts of the reseller's"
                            + " tenants. The answer's member secret signs what is sent; it is shown this once. Sent again with the"
                            + " same Idempotency-Key the request makes no second webhook, and the answer is without the secret:"
                            + " rotate it. A tenant has at most 20 webhooks.")
    @APIResponseSchema(value = WebhookView.class, responseDescription = "Made; see Location", responseCode = "201")
    @APIResponse(responseCode = "409", description = "The tenant has 20 webhooks already")
    public Uni<Response> create(
            @NotNull @Valid NewWebhook wanted,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return createWebhook.create(caller.get(), wanted, idempotencyKey).map(webhook -> created(uri, webhook));
    }

    @GET
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "listWebhooks", summary = "Webhooks of the caller's own organisation, newest first")
    @APIResponseSchema(
            value = WebhookView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    public Uni<Response> list(
            @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        return queries.list(caller.get(), PageRequest.of(limit, cursor)).map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getWebhook", summary = "One webhook, without its secret")
    @APIResponseSchema(value = WebhookView.class, responseDescription = "The webhook, its version as ETag for If-Match")
    public Uni<Response> get(@PathParam("id") UUID id) {
        return queries.one(caller.get(), id).map(WebhookResource::found);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_WRITE)
    @NoImpersonation
    @Operation(
            operationId = "changeWebhook",
            summary = "Change a webhook (JSON Merge Patch)",
            description =
                    "Its URL, types of events, description or status. A webhook that becomes Active sends at once what"
                            + " waits for it; events from while it was Disabled are not sent.")
    @APIResponseSchema(
            value = WebhookView.class,
            responseDescription = "The webhook as it is now",
            responseCode = "200")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = WebhookDetails.class)))
                    JsonNode patch,
            @HeaderParam("If-Match") String ifMatch) {
        return changeWebhook
                .change(caller.get(), id, new ChangeWebhook.Edit(patch, ifMatch))
                .map(WebhookResource::found);
    }

    @POST
    @Path("/{id}/secret")
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_WRITE)
    @NoImpersonation
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Give a webhook another secret",
            description =
                    "The answer shows the new secret, this once. For a day each delivery has two signatures, one by the"
                            + " new secret and one by the old.")
    @APIResponseSchema(
            value = WebhookView.class,
            responseDescription = "The webhook, with its secret",
            responseCode = "200")
    public Uni<Response> rotate(@PathParam("id") UUID id) {
        return rotateSecret.rotate(caller.get(), id).map(webhook -> shown(Response.ok(), webhook));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_WRITE)
    @NoImpersonation
    @AllowedWhileSuspended
    @Operation(operationId = "deleteWebhook", summary = "Delete a webhook, with its deliveries")
    @APIResponse(responseCode = "204", description = "It is deleted, and nothing is sent to it any more")
    public Uni<Response> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return deleteWebhook
                .delete(caller.get(), id, ifMatch)
                .map(deleted -> Response.noContent().build());
    }

    private static Response created(UriInfo uri, WebhookView webhook) {
        return shown(
                Response.created(uri.getAbsolutePathBuilder()
                        .path(webhook.id().toString())
                        .build()),
                webhook);
    }

    private static Response shown(Response.ResponseBuilder response, WebhookView webhook) {
        return response.tag(Long.toString(webhook.version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(webhook)
                .build();
    }

    /** Never 304, because failures change without the version. */
    private static Response found(WebhookView webhook) {
        return Response.ok(webhook).tag(Long.toString(webhook.version())).build();
    }
}
