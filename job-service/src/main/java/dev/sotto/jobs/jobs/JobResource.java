package dev.sotto.jobs.jobs;

import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.JobPage;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.jobs.SubmitUrl;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jobs of the caller's tenant. */
@Path("/api/v1/jobs")
@Tag(name = "jobs", description = "Recordings sent to be transcribed, and their transcripts.")
@Produces(MediaType.APPLICATION_JSON)
class JobResource {

    private final SubmitJob submit;
    private final SubmitLink submitLink;
    private final CancelJob cancel;
    private final JobQueries queries;
    private final JobEvents events;
    private final CurrentCaller caller;

    JobResource(
            SubmitJob submit,
            SubmitLink submitLink,
            CancelJob cancel,
            JobQueries queries,
            JobEvents events,
            CurrentCaller caller) {
        this.submit = submit;
        this.submitLink = submitLink;
        this.cancel = cancel;
        this.queries = queries;
        this.events = events;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "submitJob",
            summary =
                    "Sends a recording of up to 200 MB, or the URL of one of up to 5 GB, to be transcribed by a workflow")
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(implementation = SubmitForm.class),
                        examples = @ExampleObject(name = "form", value = SubmitForm.EXAMPLE)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SubmitUrl.class))
            })
    @APIResponseSchema(
            value = JobView.class,
            responseDescription = "Queued. With a URL, fetch tells how far the recording is",
            responseCode = "201")
    @APIResponse(responseCode = "400", description = "A part is missing, unknown or malformed")
    @APIResponse(responseCode = "404", description = "No such workflow, or not the caller's to run")
    @APIResponse(responseCode = "429", description = "Too many requests or uploads under way; see Retry-After")
    @APIResponse(
            responseCode = "422",
            description =
                    "unreadable-audio (with reason), quota-exceeded (with unit, remaining, needed), or the Idempotency-Key"
                            + " was used for another request. A URL that cannot be fetched makes the job Failed")
    @APIResponse(
            responseCode = "507",
            description =
                    "insufficient-storage: no room for the recording at the moment; send it again after Retry-After")
    public Uni<Response> submit(
            @Context HttpServerRequest request,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return submit.submit(caller.get(), caller.recheck(), request, JobForm.FIELDS, idempotencyKey)
                .map(job -> Responses.created(uri, job.id(), job.version(), job));
    }

    /** The same operation as the other for OpenAPI, which knows one for a path and method. */
    @POST
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<Response> submitUrl(
            @Valid @NotNull SubmitUrl recording,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context UriInfo uri) {
        return submitLink
                .submit(caller.get(), recording, idempotencyKey)
                .map(job -> Responses.created(uri, job.id(), job.version(), job));
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "listJobs", summary = "The caller's jobs; all of the tenant for an Admin")
    @APIResponseSchema(
            value = JobPage.class,
            responseDescription = "A page: items, next_cursor when there are more, and how many match")
    public Uni<Response> list(
            @BeanParam @Valid JobFilter filter,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return queries.list(caller.get(), filter, PageRequest.of(limit, cursor))
                .map(page -> Responses.page(uri, page, page.nextCursor()));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getJob", summary = "One job, with its progress or its place in the queue")
    @APIResponseSchema(value = JobView.class, responseDescription = "The job; its version is the ETag")
    @APIResponse(responseCode = "304", description = "Ended, and unchanged since If-None-Match")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return queries.get(caller.get(), id).map(job -> answer(request, job));
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(
            operationId = "cancelJob",
            summary = "Ends a job that has not ended yet; nothing of it is kept or billed")
    @APIResponseSchema(value = JobView.class, responseDescription = "Cancelled", responseCode = "200")
    @APIResponse(responseCode = "409", description = "It has ended already")
    public Uni<Response> cancel(@PathParam("id") UUID id, @Context Request request) {
        return cancel.cancel(caller.get(), id).map(job -> answer(request, job));
    }

    @GET
    @Path("{id}/events")
    @RequiresVisibleJob
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "watchJob",
            summary = "The job each time it changes, until it has ended; read it with a fetch stream")
    @APIResponseSchema(
            value = JobView.class,
            responseDescription = "Server-sent events named job, a comment every 15 seconds")
    @APIResponse(responseCode = "429", description = "Too many requests or streams open; see Retry-After")
    public Multi<OutboundSseEvent> watch(@PathParam("id") UUID id, @Context Sse sse) {
        return events.of(caller.get(), caller.recheck(), id, sse);
    }

    /** Progress and place in the queue move without a new version: only a job that has ended may be "not modified". */
    static Response answer(Request request, JobView job) {
        return job.status().isFinal()
                ? Responses.versioned(request, job.version(), job)
                : Response.ok(job)
                        .tag(new EntityTag(Long.toString(job.version())))
                        .build();
    }
}
