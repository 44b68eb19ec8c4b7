package dev.sotto.billing.usage;

import dev.sotto.billing.ListScope;
import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.ResourceType;
import dev.sotto.model.billing.UsageBucket;
import dev.sotto.model.billing.UsageGrouping;
import dev.sotto.model.billing.UsageRecordView;
import dev.sotto.model.billing.UsageView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.csv.Csv;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.USAGE_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listUsageRecords",
            summary = "Lists usage records, newest first",
            description = "A User sees those of the own jobs. from is inclusive, to exclusive; both are instants with"
                    + " their offset. As text/csv, a page at a time: the Link header leads to the next one.")
    @APIResponse(
            responseCode = "200",
            description = "A page of usage records",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = UsageRecordView.class)),
                @Content(
                        mediaType = Csv.MEDIA_TYPE,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "csv", value = UsageTables.RECORDS_EXAMPLE))
            })
    public Uni<Response> records(
            @QueryParam("tenant_id") @Nullable UUID tenantId,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to,
            @QueryParam("resource_type") @Nullable ResourceType resourceType,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller by = caller.get();
        ListScope listScope = ListScope.of(by, tenantId, null);
        return queries.records(by, listScope, new UsageFilter(from, to, resourceType), PageRequest.of(limit, cursor))
                .map(page -> UsageTables.page(uri, headers, page));
    }

    @GET
    @Path("usage")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin", "User"})
    @RequiresApiKeyPermission(Permission.USAGE_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "getUsage",
            summary = "Sums usage by tenant and resource",
            description = "A User gets the totals of their own jobs. to is now and from 31 days earlier, unless said"
                    + " otherwise; 366 days at the most. With bucket, series holds what was used day by day or month"
                    + " by month, in time_zone, UTC unless said otherwise; 10,000 entries at the most. As text/csv,"
                    + " the series if there is one, or else the totals.")
    @APIResponse(
            responseCode = "200",
            description = "The totals, and the time that they are of; what is stored now; and the series",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
                @Content(
                        mediaType = Csv.MEDIA_TYPE,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "csv", value = UsageTables.SERIES_EXAMPLE))
            })
    public Uni<Response> totals(
            @QueryParam("tenant_id") @Nullable UUID tenantId,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to,
            @QueryParam("bucket") @Nullable UsageBucket bucket,
            @QueryParam("group_by") @Nullable UsageGrouping grouping,
            @QueryParam("time_zone")
                    @Parameter(description = "A time zone of the IANA database, such as Europe/Berlin")
                    @Nullable
                    @Size(max = 64)
                    String timeZone,
            @Context HttpHeaders headers) {
        Caller by = caller.get();
        ListScope listScope = ListScope.of(by, tenantId, null);
        UsageFilter filter = UsageFilter.ofTotals(from, to, clock.instant());
        return queries.usage(by, listScope, filter, UsageSteps.of(bucket, grouping, timeZone))
                .map(usage -> Csv.isWanted(headers.getAcceptableMediaTypes())
                        ? UsageTables.of(usage)
                        : Response.ok(usage)
                                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                                .build());
    }
}
