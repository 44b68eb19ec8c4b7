package dev.sotto.resellers.resellers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.resellers.ResellerDetails;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.resellers.ResellerView;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.InPerson;
import dev.sotto.runtime.access.WhileSuspended;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.QueryParameters;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
    @InPerson
    @Operation(operationId = "createReseller", summary = "Take on a reseller")
    @APIResponse(
            responseCode = "201",
            description = "Created; see Location",
            content = @Content(schema = @Schema(implementation = ResellerView.class)))
    @APIResponse(responseCode = "403", description = "Not the platform's admin")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another request")
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
    @WhileSuspended
    @Operation(operationId = "listResellers", summary = "All resellers, newest first; a reseller sees itself")
    @APIResponse(
            responseCode = "200",
            description = "A page: items, and next_cursor when there are more",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            properties = {
                                                @SchemaProperty(
                                                        name = "items",
                                                        type = SchemaType.ARRAY,
                                                        implementation = ResellerView.class),
                                                @SchemaProperty(name = "next_cursor", type = SchemaType.STRING)
                                            })))
    @APIResponse(responseCode = "403", description = "Neither the platform's nor a reseller's admin")
    public Uni<Response> list(
            @Parameter(description = "Active, Suspended or Closed") @QueryParam("status") String status,
            @Parameter(description = "Part of a name or e-mail address, in any case")
                    @QueryParam("search")
                    @Size(max = 255)
                    String search,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return queries.list(
                        caller.get(),
                        PageRequest.of(limit, cursor),
                        QueryParameters.word("status", status, ResellerStatus.class),
                        search)
                .map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @WhileSuspended
    @Operation(operationId = "getReseller", summary = "One reseller")
    @APIResponse(
            responseCode = "200",
            description = "The reseller, its version as ETag",
            content = @Content(schema = @Schema(implementation = ResellerView.class)))
    @APIResponse(responseCode = "304", description = "The caller has this version")
    @APIResponse(responseCode = "403", description = "Neither the platform's nor a reseller's admin")
    @APIResponse(responseCode = "404", description = "There is no such reseller, or it is not the caller's")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return queries.one(caller.get(), id)
                .map(reseller -> Responses.versioned(request, reseller.version(), reseller));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("PlatformAdmin")
    @InPerson
    @Operation(
            operationId = "changeReseller",
            summary = "Change name, contact or commission rate (JSON Merge Patch)",
            description = "A new commission rate holds for purchases from now on; earlier ones keep theirs.")
    @APIResponse(
            responseCode = "200",
            description = "The reseller as it is now",
            content = @Content(schema = @Schema(implementation = ResellerView.class)))
    @APIResponse(responseCode = "403", description = "Not the platform's admin")
    @APIResponse(responseCode = "404", description = "There is no such reseller")
    @APIResponse(responseCode = "412", description = "It is not at the version of If-Match")
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
