package dev.sotto.billing.subscriptions;

import dev.sotto.model.billing.CollectorChoice;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/subscriptions/{id}/collector")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "subscriptions")
class CollectorResource {

    private final CurrentCaller caller;
    private final ChooseCollector chooseCollector;

    CollectorResource(CurrentCaller caller, ChooseCollector chooseCollector) {
        this.caller = caller;
        this.chooseCollector = chooseCollector;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "setSubscriptionCollector",
            summary = "Sets who collects what a subscription costs",
            description = "It holds for lines of the ledger from then on, and goes before the reseller's default.")
    @APIResponseSchema(
            value = SubscriptionView.class,
            responseDescription = "The subscription as it now is",
            responseCode = "200")
    public Uni<Response> set(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid CollectorChoice choice,
            @Context Request request) {
        return chooseCollector
                .choose(caller.get(), id, choice.collectedBy(), ifMatch)
                .map(now -> Responses.versioned(request, now.version(), now));
    }

    @DELETE
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "unsetSubscriptionCollector",
            summary = "Lets the reseller's default say who collects what a subscription costs")
    @APIResponseSchema(
            value = SubscriptionView.class,
            responseDescription = "The subscription as it now is",
            responseCode = "200")
    public Uni<Response> unset(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Context Request request) {
        return chooseCollector
                .choose(caller.get(), id, null, ifMatch)
                .map(now -> Responses.versioned(request, now.version(), now));
    }
}
