package dev.sotto.jobs.jobs;

import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.PeaksView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The outlines of recordings. */
@Path("/api/v1/jobs/{id}/peaks")
@Tag(name = "jobs")
@Produces(MediaType.APPLICATION_JSON)
class PeaksResource {

    private final PeaksQueries peaks;
    private final CurrentCaller caller;

    PeaksResource(PeaksQueries peaks, CurrentCaller caller) {
        this.peaks = peaks;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Operation(operationId = "getPeaks", summary = "The outline of the recording's sound, to draw a waveform")
    @APIResponseSchema(value = PeaksView.class, responseDescription = "The outline; it never changes")
    @APIResponse(responseCode = "304", description = "The caller has it already (If-None-Match)")
    @APIResponse(responseCode = "404", description = "No such job, or it has no peaks (reason no-peaks)")
    @APIResponse(responseCode = "410", description = "The recording is not kept")
    public Uni<Response> get(@PathParam("id") UUID id, @Context Request request) {
        return peaks.get(caller.get(), id).map(found -> Responses.tagged(request, id.toString(), found));
    }
}
