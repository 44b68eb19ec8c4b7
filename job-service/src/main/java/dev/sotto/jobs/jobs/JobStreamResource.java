package dev.sotto.jobs.jobs;

import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All jobs that the caller sees, as one stream. */
@Path("/api/v1/jobs/events")
@Tag(name = "jobs")
class JobStreamResource {

    private final JobStream stream;
    private final CurrentCaller caller;

    JobStreamResource(JobStream stream, CurrentCaller caller) {
        this.stream = stream;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "watchJobs",
            summary = "Each change of the jobs that listJobs shows the caller; read it with a fetch stream")
    @APIResponseSchema(
            value = JobView.class,
            responseDescription = "Server-sent events, each with an id. The event job has a job that is new or changed;"
                    + " deleted has the id of one that is gone. The event ready says that everything up to here was told, if its"
                    + " resumed is true; if it is false, read the list. A comment comes every 15 seconds")
    @APIResponse(responseCode = "429", description = "Too many requests or streams open; see Retry-After")
    public Multi<OutboundSseEvent> watch(
            @HeaderParam("Last-Event-ID")
                    @Parameter(
                            description =
                                    "The id of the last event of an earlier stream: what changed since comes first. An id that"
                                            + " no stream has sent begins anew")
                    String lastEventId,
            @Context Sse sse) {
        return stream.of(caller.get(), caller.recheck(), lastEventId, sse);
    }
}
