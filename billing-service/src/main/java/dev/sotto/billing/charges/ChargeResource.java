package dev.sotto.billing.charges;

import dev.sotto.billing.LedgerAnswers;
import dev.sotto.billing.LedgerFilter;
import dev.sotto.billing.ListScope;
import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.ChargeDetails;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.ChargeView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.csv.Csv;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/charges")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "charges", description = "What tenants were charged, credited and refunded")
class ChargeResource {

    /** A line never changes. */
    private static final long VERSION = 1;

    private final CurrentCaller caller;
    private final ChargeQueries queries;
    private final WriteByHand writeByHand;

    ChargeResource(CurrentCaller caller, ChargeQueries queries, WriteByHand writeByHand) {
        this.caller = caller;
        this.queries = queries;
        this.writeByHand = writeByHand;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listCharges",
            summary = "Lists charges, credits, refunds and adjustments, newest first",
            description = "from is inclusive, to exclusive; both are instants with their offset, and mean charged_at."
                    + " As text/csv, a page at a time: the Link header leads to the next one.")
    @APIResponse(
            responseCode = "200",
            description = "A page of lines",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ChargeView.class)),
                @Content(
                        mediaType = Csv.MEDIA_TYPE,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "csv", value = ChargeTables.EXAMPLE))
            })
    public Uni<Response> list(
            @QueryParam("tenant_id") @Nullable UUID tenantId,
            @QueryParam("kind") @Nullable ChargeKind kind,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Caller by = caller.get();
        ListScope listScope = ListScope.of(by, tenantId, null);
        return queries.list(by, listScope, kind, new LedgerFilter(from, to), PageRequest.of(limit, cursor))
                .map(page -> LedgerAnswers.page(
                        uri, headers, page, page.nextCursor(), () -> ChargeTables.of(page.items()), "charges.csv"));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin", "Admin"})
    @RequiresApiKeyPermission(Permission.BILLING_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getCharge", summary = "Reads a charge, credit, refund or adjustment")
    @APIResponseSchema(value = ChargeView.class, responseDescription = "The line", responseCode = "200")
    public Uni<ChargeView> get(@PathParam("id") UUID id) {
        return queries.get(caller.get(), id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @NoImpersonation
    @Operation(
            operationId = "createCharge",
            summary = "Refunds a charge, or adjusts what a tenant owes",
            description =
                    "Sotto records the line and its commission; it moves no money. A reseller writes lines of what"
                            + " it collects, the platform any. The reason goes to the audit log, too.")
    @APIResponseSchema(
            value = ChargeView.class,
            responseDescription = "The line, its place as Location",
            responseCode = "201")
    @APIResponse(
            responseCode = "403",
            description = "The caller may not do this, or the platform collects what the tenant pays")
    @APIResponse(responseCode = "409", description = "Less than the amount is left of the charge")
    public Uni<Response> create(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid ChargeDetails details,
            @Context UriInfo uri) {
        return writeByHand
                .write(caller.get(), key, details)
                .map(line -> Responses.created(uri, line.id(), VERSION, line));
    }
}
