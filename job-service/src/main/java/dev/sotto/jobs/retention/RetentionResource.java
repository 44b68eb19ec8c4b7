package dev.sotto.jobs.retention;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.RetentionDetails;
import dev.sotto.model.jobs.RetentionView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The retention of the caller's tenant. */
@Path("/api/v1/retention")
@Tag(name = "retention", description = "How long a tenant keeps recordings and transcripts.")
@Produces(MediaType.APPLICATION_JSON)
class RetentionResource {

    private final RetentionQueries queries;
    private final ChangeRetention change;
    private final CurrentCaller caller;

    RetentionResource(RetentionQueries queries, ChangeRetention change, CurrentCaller caller) {
        this.queries = queries;
        this.change = change;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getRetention", summary = "How many days recordings and transcripts are kept")
    @APIResponseSchema(value = RetentionView.class, responseDescription = "The days; its version is the ETag")
    public Uni<Response> get(@Context Request request) {
        return queries.get(caller.get()).map(view -> Responses.versioned(request, view.version(), view));
    }

    @PATCH
    @RolesAllowed("Admin")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "changeRetention",
            summary = "Changes the days by JSON Merge Patch; null keeps for ever",
            description = "What is older already is removed soon after. Jobs stay listed.")
    @RequestBody(content = @Content(schema = @Schema(implementation = RetentionDetails.class)))
    @APIResponseSchema(value = RetentionView.class, responseDescription = "Changed", responseCode = "200")
    public Uni<Response> change(
            @NotNull JsonNode patch, @HeaderParam("If-Match") String ifMatch, @Context Request request) {
        return change.change(caller.get(), patch, ifMatch)
                .map(view -> Responses.versioned(request, view.version(), view));
    }
}
