package dev.sotto.jobs.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.WorkflowDetails;
import dev.sotto.model.jobs.WorkflowView;
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

/** Workflows of the caller's tenant. */
@Path("/api/v1/workflows")
@Tag(name = "workflows", description = "What is done to a recording: a graph of steps that jobs run.")
@Produces(MediaType.APPLICATION_JSON)
class WorkflowResource {

    private final WorkflowQueries queries;
    private final CreateWorkflow create;
    private final ChangeWorkflow change;
    private final DeleteWorkflow delete;
    private final CurrentCaller caller;

    WorkflowResource(
            WorkflowQueries queries,
            CreateWorkflow create,
            ChangeWorkflow change,
            DeleteWorkflow delete,
            CurrentCaller caller) {
        this.queries = queries;
        this.create = create;
        this.change = change;
        this.delete = delete;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.WORKFLOWS_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listWorkflows",
            summary = "The caller's workflows and the tenant's public ones; all of the tenant for an Admin")
    @APIResponseSchema(
            value = WorkflowView.class,
            responseDescription = "A page, the newest first: items, and next_cursor when there are more")
    public Uni<Response> list(
            @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        return queries.list(caller.get(), PageRequest.of(limit, cursor)).map(page -> Responses.page(uri, page));
    }

    @POST
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.WORKFLOWS_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createWorkflow", summary = "Makes a workflow of input, transcription and export")
    @APIResponseSchema(value = WorkflowView.class, responseDescription = "Made", responseCode = "201")
    @APIResponse(responseCode = "400", description = "Every fault of the graph, with its JSON pointer")
    public Uni<Response> create(
            @Valid @NotNull WorkflowDetails details,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return create.create(caller.get(), details, idempotencyKey)
                .map(view -> Responses.created(uri, view.id(), view.version(), view));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.WORKFLOWS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getWorkflow", summary = "One workflow")
    @APIResponseSchema(value = WorkflowView.class, responseDescription = "The workflow; its version is the ETag")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return queries.get(caller.get(), id).map(view -> Responses.versioned(request, view.version(), view));
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.WORKFLOWS_WRITE)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "changeWorkflow",
            summary = "Changes a workflow by JSON Merge Patch; jobs keep their version")
    @RequestBody(content = @Content(schema = @Schema(implementation = WorkflowDetails.class)))
    @APIResponseSchema(value = WorkflowView.class, responseDescription = "Changed", responseCode = "200")
    @APIResponse(responseCode = "400", description = "Every fault, with its JSON pointer")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @NotNull JsonNode patch,
            @HeaderParam("If-Match") String ifMatch,
            @Context Request request) {
        return change.change(caller.get(), id, patch, ifMatch)
                .map(view -> Responses.versioned(request, view.version(), view));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.WORKFLOWS_WRITE)
    @Operation(operationId = "deleteWorkflow", summary = "Removes a workflow that no job has run")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "409", description = "Jobs have run it")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return delete.delete(caller.get(), id, ifMatch);
    }
}
