package dev.sotto.tenants.webhooks;

import dev.sotto.model.access.Permission;
import dev.sotto.model.webhooks.DeliveryStatus;
import dev.sotto.model.webhooks.ReplaySince;
import dev.sotto.model.webhooks.WebhookDeliveryView;
import dev.sotto.model.webhooks.WebhookReplayView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/webhooks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks")
class WebhookDeliveryResource {

    private static final String DISABLED = "The webhook is disabled";

    private final CurrentCaller caller;
    private final TestWebhook testWebhook;
    private final ReplayDeliveries replayDeliveries;
    private final WebhookQueries queries;

    WebhookDeliveryResource(
            CurrentCaller caller, TestWebhook testWebhook, ReplayDeliveries replayDeliveries, WebhookQueries queries) {
        this.caller = caller;
        this.testWebhook = testWebhook;
        this.replayDeliveries = replayDeliveries;
        this.queries = queries;
    }

    @GET
    @Path("/deliveries")
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "Deliveries of a webhook, newest first",
            description = "Each with its body and its last attempt. They are kept for 30 days.")
    @APIResponseSchema(
            value = WebhookDeliveryView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    public Uni<Response> list(
            @PathParam("id") UUID id,
            @QueryParam("status") @Parameter(description = "Only those of this status") DeliveryStatus status,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return queries.deliveries(caller.get(), id, status, PageRequest.of(limit, cursor))
                .map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("/deliveries/{delivery_id}")
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getWebhookDelivery", summary = "One delivery")
    @APIResponseSchema(value = WebhookDeliveryView.class, responseDescription = "The delivery")
    public Uni<Response> get(@PathParam("id") UUID id, @PathParam("delivery_id") UUID deliveryId) {
        return queries.delivery(caller.get(), id, deliveryId)
                .map(delivery -> Response.ok(delivery).build());
    }

    @POST
    @Path("/deliveries/{delivery_id}/replay")
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_WRITE)
    @Operation(
            operationId = "replayWebhookDelivery",
            summary = "Send a delivery again",
            description = "With the same body and webhook-id, whether it was delivered or not.")
    @APIResponseSchema(
            value = WebhookDeliveryView.class,
            responseDescription = "It is sent in a moment",
            responseCode = "202")
    @APIResponse(responseCode = "409", description = DISABLED)
    public Uni<Response> replay(@PathParam("id") UUID id, @PathParam("delivery_id") UUID deliveryId) {
        return replayDeliveries.one(caller.get(), id, deliveryId).map(WebhookDeliveryResource::accepted);
    }

    @POST
    @Path("/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_WRITE)
    @Operation(operationId = "replayWebhook", summary = "Send all deliveries again that failed since a time")
    @APIResponseSchema(
            value = WebhookReplayView.class,
            responseDescription = "They are sent one after the other",
            responseCode = "202")
    @APIResponse(responseCode = "409", description = DISABLED)
    public Uni<Response> replayFailed(@PathParam("id") UUID id, @NotNull @Valid ReplaySince replay) {
        return replayDeliveries.failed(caller.get(), id, replay).map(WebhookDeliveryResource::accepted);
    }

    @POST
    @Path("/test")
    @RolesAllowed({"ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.WEBHOOKS_WRITE)
    @Operation(
            operationId = "testWebhook",
            summary = "Send a test event",
            description =
                    "Of the type webhook.test. It is a delivery like every other: its log says what was answered.")
    @APIResponseSchema(
            value = WebhookDeliveryView.class,
            responseDescription = "It is sent in a moment",
            responseCode = "202")
    @APIResponse(responseCode = "409", description = DISABLED)
    public Uni<Response> test(@PathParam("id") UUID id) {
        return testWebhook.test(caller.get(), id).map(WebhookDeliveryResource::accepted);
    }

    private static Response accepted(Object view) {
        return Response.accepted(view).build();
    }
}
