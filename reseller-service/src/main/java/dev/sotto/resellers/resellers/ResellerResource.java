package dev.sotto.resellers.resellers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.resellers.ResellerDetails;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.resellers.ResellerView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.NoImpersonation;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/resellers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "resellers", description = "The companies that sell Sotto.")
class ResellerResource {

    private final CurrentCaller caller;
    private final CreateReseller createReseller;
    private final ChangeReseller changeReseller;
    private final ResellerQueries queries;

    ResellerResource(
            CurrentCaller caller,
            CreateReseller createReseller,
            ChangeReseller changeReseller,
            ResellerQueries queries) {
        this.caller = caller;
        this.createReseller = createReseller;
        this.changeReseller = changeReseller;
        this.queries = queries;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "createReseller",
            summary = "Take on a reseller",
            description =
                    "The e-mail address is kept in lower case, with its domain in IDNA ASCII. Only ASCII characters"
                            + " may stand before the @.")
    @APIResponseSchema(value = ResellerView.class, responseDescription = "Created; see Location", responseCode = "201")
    public Uni<Response> create(
            @NotNull @Valid ResellerDetails details,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return createReseller
                .create(caller.get(), idempotencyKey, details)
                .map(reseller -> Responses.created(uri, reseller.id(), reseller.version(), reseller));
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @AllowedWhileSuspended
    @Operation(operationId = "listResellers", summary = "All resellers, newest first; a reseller sees itself")
    @APIResponseSchema(
            value = ResellerView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    public Uni<Response> list(
            @QueryParam("status") ResellerStatus status,
            @Parameter(description = "Part of a name or e-mail address, in any case")
                    @QueryParam("search")
                    @Size(max = 255)
                    String search,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return queries.list(caller.get(), PageRequest.of(limit, cursor), status, search)
                .map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @AllowedWhileSuspended
    @Operation(operationId = "getReseller", summary = "One reseller")
    @APIResponseSchema(value = ResellerView.class, responseDescription = "The reseller, its version as ETag")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return queries.one(caller.get(), id)
                .map(reseller -> Responses.versioned(request, reseller.version(), reseller));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("PlatformAdmin")
    @NoImpersonation
    @Operation(
            operationId = "changeReseller",
            summary = "Change name, contact or commission rate (JSON Merge Patch)",
            description = "A new commission rate holds for purchases from now on; earlier ones keep theirs.")
    @APIResponseSchema(
            value = ResellerView.class,
            responseDescription = "The reseller as it is now",
            responseCode = "200")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = ResellerDetails.class)))
                    JsonNode patch,
            @HeaderParam("If-Match") String ifMatch) {
        return changeReseller
                .change(caller.get(), id, ifMatch, patch)
                .map(reseller -> Response.ok(reseller)
                        .tag(Long.toString(reseller.version()))
                        .build());
    }
}
