package dev.sotto.billing.subscriptions;

import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.MovedSubscribersView;
import dev.sotto.model.billing.PlanMove;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/subscription-plans/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "subscription-plans")
class PlanSubscriberResource {

    private final CurrentCaller caller;
    private final SubscriptionQueries queries;
    private final MoveSubscribers moveSubscribers;

    PlanSubscriberResource(CurrentCaller caller, SubscriptionQueries queries, MoveSubscribers moveSubscribers) {
        this.caller = caller;
        this.queries = queries;
        this.moveSubscribers = moveSubscribers;
    }

    @GET
    @Path("subscribers")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listSubscriptionPlanSubscribers",
            summary = "Lists the subscriptions on any version of a plan, newest first",
            description = "Of a plan of the system, a reseller sees its own tenants' subscriptions.")
    @APIResponseSchema(value = SubscriptionView.class, responseDescription = "A page of subscriptions")
    public Uni<Response> subscribers(
            @PathParam("id") UUID id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        return queries.subscribers(caller.get(), id, PageRequest.of(limit, cursor))
                .map(page -> Responses.page(uri, page));
    }

    @POST
    @Path("moves")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "moveSubscriptionPlanSubscribers",
            summary = "Moves all subscribers to the plan's current version",
            description =
                    "Now: within seconds, with a credit and a charge each. PeriodEnd: each when its period ends. Cancelled"
                            + " subscriptions, those that will change to another plan, and trials that no plan follows are left as they"
                            + " are. A reseller moves its own tenants. To move one, change its subscription to the same plan.")
    @APIResponseSchema(
            value = MovedSubscribersView.class,
            responseDescription = "How many will be moved",
            responseCode = "200")
    public Uni<MovedSubscribersView> move(@PathParam("id") UUID id, @NotNull @Valid PlanMove move) {
        return moveSubscribers.move(caller.get(), id, move.at());
    }
}
