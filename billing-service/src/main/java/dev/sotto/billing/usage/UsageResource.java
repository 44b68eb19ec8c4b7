package dev.sotto.billing.usage;

import dev.sotto.billing.ListScope;
import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.ResourceType;
import dev.sotto.model.billing.UsageRecordView;
import dev.sotto.model.billing.UsageView;
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
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "usage", description = "What was used: seconds of audio transcribed, MB stored")
class UsageResource {

    private final CurrentCaller caller;
    private final UsageQueries queries;
    private final Clock clock;

    UsageResource(CurrentCaller caller, UsageQueries queries, Clock clock) {
        this.caller = caller;
        this.queries = queries;
        this.clock = clock;
    }

    @GET
    @Path("usage-records")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.USAGE_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listUsageRecords",
            summary = "Lists usage records, newest first",
            description = "A User sees those of the own jobs. from is inclusive, to exclusive; both are instants with"
                    + " their offset.")
    @APIResponseSchema(value = UsageRecordView.class, responseDescription = "A page of usage records")
    public Uni<Response> records(
            @QueryParam("tenant_id") @Nullable UUID tenantId,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to,
            @QueryParam("resource_type") @Nullable ResourceType resourceType,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Caller by = caller.get();
        ListScope listScope = ListScope.of(by, tenantId, null);
        return queries.records(by, listScope, new UsageFilter(from, to, resourceType), PageRequest.of(limit, cursor))
                .map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("usage")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.USAGE_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "getUsage",
            summary = "Sums usage by tenant and resource",
            description = "A User gets the totals of their own jobs. to is now and from 31 days earlier, unless said"
                    + " otherwise; 366 days at the most.")
    @APIResponse(
            responseCode = "200",
            description = "The totals, and the time that they are of; and what is stored now")
    public Uni<UsageView> totals(
            @QueryParam("tenant_id") @Nullable UUID tenantId,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to) {
        Caller by = caller.get();
        ListScope listScope = ListScope.of(by, tenantId, null);
        return queries.totals(by, listScope, UsageFilter.ofTotals(from, to, clock.instant()));
    }
}
