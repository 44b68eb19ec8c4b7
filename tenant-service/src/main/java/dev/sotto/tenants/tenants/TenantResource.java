package dev.sotto.tenants.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.NewTenant;
import dev.sotto.model.tenants.TenantDetails;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.TenantView;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants", description = "The customers of resellers.")
class TenantResource {

    private final CurrentCaller caller;
    private final CreateTenant createTenant;
    private final ChangeTenant changeTenant;
    private final TenantQueries queries;

    TenantResource(CurrentCaller caller, CreateTenant createTenant, ChangeTenant changeTenant, TenantQueries queries) {
        this.caller = caller;
        this.createTenant = createTenant;
        this.changeTenant = changeTenant;
        this.queries = queries;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ResellerAdmin")
    @NoImpersonation
    @RequiresApiKeyPermission(Permission.TENANTS_WRITE)
    @Operation(operationId = "createTenant", summary = "Take on a customer")
    @APIResponseSchema(value = TenantView.class, responseDescription = "Created; see Location", responseCode = "201")
    @APIResponse(responseCode = "409", description = "Another tenant has this domain")
    public Uni<Response> create(
            @NotNull @Valid NewTenant wanted,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return createTenant
                .create(caller.get(), wanted, idempotencyKey)
                .map(tenant -> Responses.created(uri, tenant.id(), tenant.version(), tenant));
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @AllowedWhileSuspended
    @RequiresApiKeyPermission(Permission.TENANTS_READ)
    @Operation(
            operationId = "listTenants",
            summary = "The caller's customers, newest first; a user's own tenant",
            description =
                    "status is what holds, its reseller's suspension included; search looks for a part of the name"
                            + " or domain, in any case.")
    @APIResponseSchema(
            value = TenantView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    public Uni<Response> list(
            @QueryParam("status") TenantStatus status,
            @QueryParam("subscription_plan_id") UUID subscriptionPlanId,
            @QueryParam("search") @Size(max = 255) String search,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        var filter = new TenantQueries.Filter(status, subscriptionPlanId, search);
        return queries.list(caller.get(), filter, PageRequest.of(limit, cursor)).map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @AllowedWhileSuspended
    @RequiresApiKeyPermission(Permission.TENANTS_READ)
    @Operation(operationId = "getTenant", summary = "One tenant")
    @APIResponseSchema(value = TenantView.class, responseDescription = "The tenant, its version as ETag")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return queries.one(caller.get(), id).map(tenant -> Responses.tagged(request, TenantEtags.of(tenant), tenant));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("ResellerAdmin")
    @RequiresApiKeyPermission(Permission.TENANTS_WRITE)
    @Operation(
            operationId = "changeTenant",
            summary = "Change name, domain, branding, plan or overrides (JSON Merge Patch)",
            description = "A new plan holds from this moment on: the tenant gets the quotas of its current version, and"
                    + " billing-service credits what is left of the old plan and charges the new one for the same"
                    + " time. Overrides replace single limits of the plan for this tenant, at the same price. Nobody"
                    + " gives either in another's name.")
    @APIResponseSchema(value = TenantView.class, responseDescription = "The tenant as it is now", responseCode = "200")
    @APIResponse(responseCode = "409", description = "Another tenant has this domain")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = TenantDetails.class)))
                    JsonNode patch,
            @HeaderParam("If-Match") String ifMatch,
            @Context Request request) {
        return changeTenant
                .change(caller.get(), id, patch, TenantEtags.version(ifMatch))
                .map(tenant -> Response.ok(tenant).tag(TenantEtags.of(tenant)).build());
    }
}
