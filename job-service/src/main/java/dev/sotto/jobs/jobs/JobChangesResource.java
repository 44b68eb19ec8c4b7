package dev.sotto.jobs.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.JobDetails;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.jobs.RerunDetails;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.json.MergePatch;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

/** What people do to a job that exists, other than cancelling it. */
@Path("/api/v1/jobs")
@Tag(name = "jobs")
@Produces(MediaType.APPLICATION_JSON)
class JobChangesResource {

    private final ChangeJob change;
    private final RetryJob retry;
    private final RerunJob rerun;
    private final DeleteJob delete;
    private final CurrentCaller caller;

    JobChangesResource(ChangeJob change, RetryJob retry, RerunJob rerun, DeleteJob delete, CurrentCaller caller) {
        this.change = change;
        this.retry = retry;
        this.rerun = rerun;
        this.delete = delete;
        this.caller = caller;
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(operationId = "changeJob", summary = "Changes the title of a job by JSON Merge Patch; null removes it")
    @RequestBody(content = @Content(schema = @Schema(implementation = JobDetails.class)))
    @APIResponseSchema(value = JobView.class, responseDescription = "Changed", responseCode = "200")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @NotNull JsonNode patch,
            @HeaderParam("If-Match") String ifMatch,
            @Context Request request) {
        return change.change(caller.get(), id, patch, ifMatch).map(job -> JobResource.answer(request, job));
    }

    @POST
    @Path("{id}/retry")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(
            operationId = "retryJob",
            summary = "Queues a Failed job again, as the same job, if its recording is still kept")
    @APIResponseSchema(value = JobView.class, responseDescription = "Queued", responseCode = "200")
    @APIResponse(
            responseCode = "409",
            description = "It is not Failed (reason not-failed), or its recording is not kept any more (reason"
                    + " recording-gone): send it again as a new job")
    @APIResponse(responseCode = "422", description = "quota-exceeded (with unit, remaining, needed)")
    public Uni<Response> retry(@PathParam("id") UUID id, @Context Request request) {
        return retry.retry(caller.get(), id).map(job -> JobResource.answer(request, job));
    }

    @POST
    @Path("{id}/rerun")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "rerunJob",
            summary = "Makes a new job of the recording of a job that has ended, with other settings; it is billed")
    @APIResponseSchema(
            value = JobView.class,
            responseDescription = "Queued, with a copy of the recording",
            responseCode = "201")
    @APIResponse(responseCode = "409", description = "The job has not ended (reason not-ended)")
    @APIResponse(responseCode = "410", description = "The recording is not kept")
    @APIResponse(responseCode = "422", description = "quota-exceeded (with unit, remaining, needed)")
    public Uni<Response> rerun(
            @PathParam("id") UUID id,
            @Valid @NotNull RerunDetails details,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return rerun.rerun(caller.get(), caller.recheck(), id, details, idempotencyKey)
                .map(job -> Response.created(uri.getBaseUriBuilder()
                                .path("/api/v1/jobs/" + job.id())
                                .build())
                        .tag(Long.toString(job.version()))
                        .entity(job)
                        .build());
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(
            operationId = "deleteJob",
            summary = "Removes a job with its recording and its transcript, at once and for ever; one that has not"
                    + " ended is cancelled")
    @APIResponse(responseCode = "204", description = "Removed; what it stored is free again")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return delete.delete(caller.get(), id, ifMatch);
    }
}
