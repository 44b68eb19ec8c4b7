package dev.sotto.billing.commission;

import dev.sotto.billing.ListScope;
import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.CommissionView;
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

@Path("/api/v1/commission")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commission", description = "What resellers earn from their tenants' charges")
class CommissionResource {

    private final CurrentCaller caller;
    private final CommissionQueries queries;

    CommissionResource(CurrentCaller caller, CommissionQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listCommission",
            summary = "Lists commission lines, newest first, with the totals of all lines by currency")
    @APIResponseSchema(
            value = CommissionView.class,
            responseDescription = "A page of lines, and the totals whatever the page")
    public Uni<Response> list(
            @QueryParam("reseller_id") @Nullable UUID resellerId,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Caller by = caller.get();
        ListScope listScope = ListScope.of(by, null, resellerId);
        return queries.list(by, listScope, PageRequest.of(limit, cursor))
                .map(view -> Responses.page(uri, view, view.nextCursor()));
    }
}
