package dev.sotto.resellers.branding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.resellers.BrandingDetails;
import dev.sotto.model.resellers.BrandingView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

@Path("/api/v1/branding-configurations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "branding-configurations", description = "How a reseller's product looks and speaks.")
class BrandingResource {

    private final CurrentCaller caller;
    private final CreateBranding createBranding;
    private final ChangeBranding changeBranding;
    private final DeleteBranding deleteBranding;
    private final BrandingQueries queries;

    BrandingResource(
            CurrentCaller caller,
            CreateBranding createBranding,
            ChangeBranding changeBranding,
            DeleteBranding deleteBranding,
            BrandingQueries queries) {
        this.caller = caller;
        this.createBranding = createBranding;
        this.changeBranding = changeBranding;
        this.deleteBranding = deleteBranding;
        this.queries = queries;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ResellerAdmin")
    @RequiresApiKeyPermission(Permission.BRANDING_WRITE)
    @Operation(
            operationId = "createBrandingConfiguration",
            summary = "Add a look",
            description =
                    "Names in theme, assets and texts have from 1 to 100 of a-z, 0-9, '_', '.' and '-'; a value of"
                            + " theme whose name ends with color is #rgb or #rrggbb; assets are https URLs. The three"
                            + " together may have 65536 bytes, as JSON in UTF-8.")
    @APIResponseSchema(value = BrandingView.class, responseDescription = "Created; see Location", responseCode = "201")
    @APIResponse(responseCode = "409", description = "Another one of the reseller's has this name")
    public Uni<Response> create(
            @NotNull @Valid BrandingDetails details,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return createBranding
                .create(caller.get(), idempotencyKey, details)
                .map(branding -> Responses.created(uri, branding.id(), branding.version(), branding));
    }

    @GET
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @RequiresApiKeyPermission(Permission.BRANDING_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "listBrandingConfigurations", summary = "The reseller's looks, newest first")
    @APIResponseSchema(
            value = BrandingView.class,
            responseDescription = "A page: items, and next_cursor when there are more")
    public Uni<Response> list(
            @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        return queries.list(caller.get(), PageRequest.of(limit, cursor)).map(page -> Responses.page(uri, page));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"PlatformAdmin", "ResellerAdmin"})
    @RequiresApiKeyPermission(Permission.BRANDING_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getBrandingConfiguration", summary = "One look")
    @APIResponseSchema(value = BrandingView.class, responseDescription = "The configuration, its version as ETag")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return queries.one(caller.get(), id)
                .map(branding -> Responses.versioned(request, branding.version(), branding));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("ResellerAdmin")
    @RequiresApiKeyPermission(Permission.BRANDING_WRITE)
    @Operation(
            operationId = "changeBrandingConfiguration",
            summary = "Change a look, or make it the default (JSON Merge Patch)",
            description = "Whichever was the default before is not any more; its version moves, too.")
    @APIResponseSchema(
            value = BrandingView.class,
            responseDescription = "The configuration as it is now",
            responseCode = "200")
    @APIResponse(responseCode = "409", description = "Another one of the reseller's has this name")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = BrandingDetails.class)))
                    JsonNode patch,
            @HeaderParam("If-Match") String ifMatch) {
        return changeBranding
                .change(caller.get(), id, ifMatch, patch)
                .map(branding -> Response.ok(branding)
                        .tag(Long.toString(branding.version()))
                        .build());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("ResellerAdmin")
    @RequiresApiKeyPermission(Permission.BRANDING_WRITE)
    @Operation(
            operationId = "deleteBrandingConfiguration",
            summary = "Remove a look",
            description = "It comes off the tenants that had it within seconds; they fall back to the default.")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return deleteBranding.delete(caller.get(), id, ifMatch);
    }
}
