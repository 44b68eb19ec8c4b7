package dev.sotto.billing.subscriptions;

import dev.sotto.billing.ListScope;
import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "subscriptions", description = "Which tenant is on which plan, since when, charged when next")
class SubscriptionResource {

    private final CurrentCaller caller;
    private final SubscriptionQueries queries;

    SubscriptionResource(CurrentCaller caller, SubscriptionQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "listSubscriptions", summary = "Lists subscriptions, newest first")
    @APIResponseSchema(value = SubscriptionView.class, responseDescription = "A page of subscriptions")
    public Uni<Response> list(
            @QueryParam("tenant_id") @Nullable UUID tenantId,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Caller by = caller.get();
        ListScope listScope = ListScope.of(by, tenantId, null);
        return queries.list(by, listScope, PageRequest.of(limit, cursor)).map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getSubscription", summary = "Reads a subscription")
    @APIResponseSchema(value = SubscriptionView.class, responseDescription = "The subscription, its version as ETag")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return queries.get(caller.get(), id)
                .map(subscription -> Responses.versioned(request, subscription.version(), subscription));
    }
}
