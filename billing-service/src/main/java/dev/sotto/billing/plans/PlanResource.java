package dev.sotto.billing.plans;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.PlanDetails;
import dev.sotto.model.billing.PlanVersionView;
import dev.sotto.model.billing.PlanView;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/subscription-plans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "subscription-plans",
        description = "What tenants can be subscribed to: a reseller's plans and the system's")
class PlanResource {

    private final CurrentCaller caller;
    private final PlanQueries queries;
    private final CreatePlan createPlan;
    private final EditPlan editPlan;

    PlanResource(CurrentCaller caller, PlanQueries queries, CreatePlan createPlan, EditPlan editPlan) {
        this.caller = caller;
        this.queries = queries;
        this.createPlan = createPlan;
        this.editPlan = editPlan;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.PLANS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "listSubscriptionPlans", summary = "Lists the plans that the caller may see, newest first")
    @APIResponseSchema(value = PlanView.class, responseDescription = "A page of plans")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        return queries.list(caller.get(), PageRequest.of(limit, cursor)).map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.PLANS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getSubscriptionPlan", summary = "Reads a plan")
    @APIResponseSchema(value = PlanView.class, responseDescription = "The plan, its version as ETag")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return queries.get(caller.get(), id).map(plan -> Responses.versioned(request, plan.version(), plan));
    }

    @GET
    @Path("{id}/versions")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @RequiresApiKeyPermission(Permission.PLANS_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listSubscriptionPlanVersions",
            summary = "Lists the versions of a plan, newest first",
            description = "A version never changes. A subscription is charged and limited by the version that it has.")
    @APIResponseSchema(value = PlanVersionView.class, responseDescription = "A page of versions")
    public Uni<Response> versions(
            @PathParam("id") UUID id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        return queries.versions(caller.get(), id, PageRequest.of(limit, cursor)).map(page -> Responses.page(uri, page));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "createSubscriptionPlan",
            summary = "Puts a plan on sale",
            description = "A reseller's plan is its own; a plan of the platform's is sold by every reseller.")
    @APIResponseSchema(
            value = PlanView.class,
            responseDescription = "The plan, its place as Location",
            responseCode = "201")
    public Uni<Response> create(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid PlanDetails details,
            @Context UriInfo uri) {
        return createPlan
                .create(caller.get(), key, details)
                .map(plan -> Responses.created(uri, plan.id(), plan.version(), plan));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "editSubscriptionPlan",
            summary = "Changes a plan",
            description =
                    "A JSON Merge Patch of the plan's details. Other prices, quotas, limits or features make a version"
                            + " for new subscribers; existing ones keep theirs until they are moved. A published plan that is"
                            + " Archived is no longer sold, and its subscribers keep it.")
    @APIResponseSchema(value = PlanView.class, responseDescription = "The plan as it now is", responseCode = "200")
    public Uni<Response> edit(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = PlanDetails.class)))
                    JsonNode patch,
            @Context Request request) {
        return editPlan.edit(caller.get(), id, ifMatch, patch)
                .map(plan -> Responses.versioned(request, plan.version(), plan));
    }
}
