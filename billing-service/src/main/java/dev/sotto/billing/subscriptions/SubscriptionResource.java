package dev.sotto.billing.subscriptions;

import dev.sotto.billing.ListScope;
import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.SubscriptionCancellation;
import dev.sotto.model.billing.SubscriptionChange;
import dev.sotto.model.billing.SubscriptionPreviewView;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.isolation.Caller;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "subscriptions", description = "Which tenant is on which plan, since when, charged when next")
class SubscriptionResource {

    private final CurrentCaller caller;
    private final SubscriptionQueries queries;
    private final PreviewChange previewChange;
    private final ChangeSubscription changeSubscription;
    private final Clock clock;

    SubscriptionResource(
            CurrentCaller caller,
            SubscriptionQueries queries,
            PreviewChange previewChange,
            ChangeSubscription changeSubscription,
            Clock clock) {
        this.caller = caller;
        this.queries = queries;
        this.previewChange = previewChange;
        this.changeSubscription = changeSubscription;
        this.clock = clock;
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

    @POST
    @Path("{id}/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "previewSubscriptionChange",
            summary = "Prices a change of plan or interval before it is made",
            description =
                    "The lines are those that the ledger would get if the change were made at this moment. Nothing is"
                            + " changed.")
    @APIResponseSchema(
            value = SubscriptionPreviewView.class,
            responseDescription = "What the change would cost",
            responseCode = "200")
    @APIResponse(responseCode = "409", description = "The subscription is cancelled or has ended")
    public Uni<SubscriptionPreviewView> preview(@PathParam("id") UUID id, @NotNull @Valid SubscriptionChange wanted) {
        return previewChange.preview(caller.get(), id, wanted, clock.instant());
    }

    @POST
    @Path("{id}/changes")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "changeSubscription",
            summary = "Changes plan or interval, now or when the period ends",
            description =
                    "Now: what is left of the period is credited by the second, and charged anew, as two lines of the ledger. The"
                            + " same plan for the rest of the same period; another interval begins a new period. PeriodEnd: in place of"
                            + " what was planned before. During a trial nothing is charged, and the plan follows the trial."
                            + " A change to what the subscription has already does nothing.")
    @APIResponseSchema(
            value = SubscriptionView.class,
            responseDescription = "The subscription as it now is",
            responseCode = "200")
    @APIResponse(
            responseCode = "409",
            description = "The subscription is cancelled, has ended, or its tenant is closed")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid SubscriptionChange wanted,
            @Context Request request) {
        return changeSubscription
                .change(caller.get(), order(id, ifMatch), wanted)
                .map(subscription -> answer(request, subscription));
    }

    @DELETE
    @Path("{id}/pending-change")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "takeBackSubscriptionChange",
            summary = "Takes a planned change back",
            description = "A trial whose plan to follow is taken back ends without one.")
    @APIResponseSchema(
            value = SubscriptionView.class,
            responseDescription = "The subscription as it now is",
            responseCode = "200")
    public Uni<Response> takeBack(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Context Request request) {
        return changeSubscription
                .takeBack(caller.get(), order(id, ifMatch))
                .map(subscription -> answer(request, subscription));
    }

    @PUT
    @Path("{id}/cancellation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "cancelSubscription",
            summary = "Cancels, now or when the period ends",
            description =
                    "Now: what is left of the period is credited, and the quota ends. Data can still be read and exported.")
    @APIResponseSchema(
            value = SubscriptionView.class,
            responseDescription = "The subscription as it now is",
            responseCode = "200")
    public Uni<Response> cancel(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid SubscriptionCancellation cancellation,
            @Context Request request) {
        return changeSubscription
                .cancel(caller.get(), order(id, ifMatch), cancellation.at())
                .map(subscription -> answer(request, subscription));
    }

    @DELETE
    @Path("{id}/cancellation")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "resumeSubscription",
            summary = "Takes a cancellation back",
            description =
                    "An expired subscription begins anew on its version of the plan, and is charged for a whole period.")
    @APIResponseSchema(
            value = SubscriptionView.class,
            responseDescription = "The subscription as it now is",
            responseCode = "200")
    public Uni<Response> resume(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Context Request request) {
        return changeSubscription
                .resume(caller.get(), order(id, ifMatch))
                .map(subscription -> answer(request, subscription));
    }

    private ChangeSubscription.Order order(UUID id, @Nullable String ifMatch) {
        return new ChangeSubscription.Order(id, ifMatch, clock.instant());
    }

    private static Response answer(Request request, SubscriptionView subscription) {
        return Responses.versioned(request, subscription.version(), subscription);
    }
}
