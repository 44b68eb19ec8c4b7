package dev.sotto.jobs.openai;

import dev.sotto.jobs.jobs.WaitedJobs;
import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.jobs.SpeechTask;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Not in Sotto's own OpenAPI document: its requests, answers and errors are those of OpenAI's. */
@Path("/v1/audio")
@Consumes(MediaType.MULTIPART_FORM_DATA)
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, "text/vtt", "application/x-subrip"})
class AudioResource {

    private static final String JOB_ID = "Sotto-Job-Id";

    private final WaitedJobs jobs;
    private final CurrentCaller caller;

    AudioResource(WaitedJobs jobs, CurrentCaller caller) {
        this.jobs = jobs;
        this.caller = caller;
    }

    @POST
    @Path("transcriptions")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(hidden = true)
    public Uni<Response> transcribe(
            @Context HttpServerRequest request, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        return answer(request, new AudioForm(SpeechTask.TRANSCRIBE), idempotencyKey);
    }

    @POST
    @Path("translations")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(hidden = true)
    public Uni<Response> translate(
            @Context HttpServerRequest request, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        return answer(request, new AudioForm(SpeechTask.TRANSLATE), idempotencyKey);
    }

    private Uni<Response> answer(HttpServerRequest request, AudioForm form, String idempotencyKey) {
        Caller asking = caller.get();
        return jobs.run(asking, caller.recheck(), request, form, idempotencyKey)
                .flatMap(job -> job.status() == JobStatus.Completed
                        ? jobs.transcript(asking, job.id(), form::answer).map(text -> answer(form, job, text))
                        : Uni.createFrom().item(failed(job)));
    }

    private static Response answer(AudioForm form, JobView job, String text) {
        return Response.ok(text).type(form.mediaType()).header(JOB_ID, job.id()).build();
    }

    private static Response failed(JobView job) {
        return OpenAiError.of(job).answer().header(JOB_ID, job.id()).build();
    }
}
