package dev.sotto.billing.commission;

import dev.sotto.billing.LedgerAnswers;
import dev.sotto.billing.LedgerFilter;
import dev.sotto.billing.ListScope;
import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.CommissionView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.csv.Csv;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/commission")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commission", description = "What resellers earn from their tenants' charges, and who owes whom")
class CommissionResource {

    private final CurrentCaller caller;
    private final CommissionQueries queries;

    CommissionResource(CurrentCaller caller, CommissionQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listCommission",
            summary = "Lists commission lines, newest first, and who owes whom by currency",
            description =
                    "from is inclusive, to exclusive; both are instants with their offset, and mean earned_at. The"
                            + " totals are those of all lines that the filters leave, whatever the page. As text/csv, a page"
                            + " of lines at a time: the Link header leads to the next one.")
    @APIResponse(
            responseCode = "200",
            description = "A page of lines, and the totals whatever the page",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CommissionView.class)),
                @Content(
                        mediaType = Csv.MEDIA_TYPE,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "csv", value = CommissionTables.EXAMPLE))
            })
    public Uni<Response> list(
            @QueryParam("reseller_id") @Nullable UUID resellerId,
            @QueryParam("tenant_id") @Nullable UUID tenantId,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller by = caller.get();
        ListScope listScope = ListScope.of(by, tenantId, resellerId);
        return queries.list(by, listScope, new LedgerFilter(from, to), PageRequest.of(limit, cursor))
                .map(view -> LedgerAnswers.page(
                        uri,
                        headers,
                        view,
                        view.nextCursor(),
                        () -> CommissionTables.of(view.items()),
                        "commission.csv"));
    }
}
