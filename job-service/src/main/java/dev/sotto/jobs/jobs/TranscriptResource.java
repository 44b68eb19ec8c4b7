package dev.sotto.jobs.jobs;

import dev.sotto.jobs.transcripts.EditedTranscript;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.RevisionView;
import dev.sotto.model.jobs.TranscriptChange;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Transcripts, and what people make of them. */
@Path("/api/v1/jobs/{id}/transcript")
@Tag(name = "jobs")
@Produces(MediaType.APPLICATION_JSON)
class TranscriptResource {

    private static final String FORMAT =
            "The format, whether or not the workflow names it. When it is absent, the media type"
                    + " that Accept names decides. When Accept is absent or leaves the choice open (*/*), the answer is in the first"
                    + " of the formats of the export node of the job's workflow, in the version that the job ran; in json when the"
                    + " node names none.";

    private final TranscriptQueries transcripts;
    private final RevisionQueries revisions;
    private final ChangeTranscript change;
    private final CurrentCaller caller;

    TranscriptResource(
            TranscriptQueries transcripts, RevisionQueries revisions, ChangeTranscript change, CurrentCaller caller) {
        this.transcripts = transcripts;
        this.revisions = revisions;
        this.change = change;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Produces({
        MediaType.APPLICATION_JSON,
        MediaType.TEXT_PLAIN,
        "application/x-subrip",
        "text/vtt",
        "application/x-lrc",
        "text/tab-separated-values"
    })
    @Operation(
            operationId = "getTranscript",
            summary = "The transcript, in the format of ?format=, of Accept or of the job's workflow")
    @APIResponse(
            responseCode = "200",
            description =
                    "The transcript as a file, as people have corrected it; tsv gives times in milliseconds. The ETag"
                            + " of the JSON is its revision",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Transcript.class),
                        examples = @ExampleObject(name = "json", value = TranscriptExamples.JSON)),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        examples = @ExampleObject(name = "txt", value = TranscriptExamples.TXT)),
                @Content(
                        mediaType = "application/x-subrip",
                        examples = @ExampleObject(name = "srt", value = TranscriptExamples.SRT)),
                @Content(
                        mediaType = "text/vtt",
                        examples = @ExampleObject(name = "vtt", value = TranscriptExamples.VTT)),
                @Content(
                        mediaType = "application/x-lrc",
                        examples = @ExampleObject(name = "lrc", value = TranscriptExamples.LRC)),
                @Content(
                        mediaType = "text/tab-separated-values",
                        examples = @ExampleObject(name = "tsv", value = TranscriptExamples.TSV))
            })
    @APIResponse(responseCode = "304", description = "The caller has it already (If-None-Match)")
    @APIResponse(responseCode = "400", description = "No such format")
    @APIResponse(responseCode = "409", description = "The job is not Completed")
    @APIResponse(responseCode = "410", description = "The transcript was removed (with reason and removed_at)")
    public Uni<Response> transcript(
            @PathParam("id") UUID id,
            @QueryParam("format")
                    @Parameter(
                            description = FORMAT,
                            schema = @Schema(enumeration = {"json", "txt", "srt", "vtt", "lrc", "tsv"}))
                    String format,
            @QueryParam("revision")
                    @Parameter(
                            description =
                                    "An earlier revision; 0 is what the machine wrote. When it is absent, the newest")
                    @Nullable
                    @Min(0)
                    Long revision,
            @Context HttpHeaders headers,
            @Context Request request) {
        TranscriptChoice choice = TranscriptChoice.of(format, headers.getAcceptableMediaTypes());
        return transcripts.get(caller.get(), id, choice, revision).map(file -> file.response(request));
    }

    @PATCH
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeTranscript",
            summary = "Corrects texts and speakers as a new revision; words that are not changed keep their times")
    @APIResponse(
            responseCode = "200",
            description = "Saved, or nothing was to be changed; the revision is the ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EditedTranscript.class),
                            examples = @ExampleObject(name = "edited", value = TranscriptExamples.EDITED)))
    @APIResponse(responseCode = "409", description = "The job is not Completed")
    @APIResponse(responseCode = "410", description = "The transcript was removed (with reason and removed_at)")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @Valid @NotNull TranscriptChange changes,
            @HeaderParam("If-Match") String ifMatch) {
        return change.change(caller.get(), id, changes, ifMatch).map(TranscriptResource::edited);
    }

    @GET
    @Path("revisions")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "listTranscriptRevisions",
            summary = "Who changed the transcript when; what one person saves within ten minutes is one revision")
    @APIResponseSchema(
            value = RevisionView.class,
            responseDescription =
                    "A page, the newest first and revision 0 last: items, and next_cursor when there are more")
    @APIResponse(responseCode = "409", description = "The job is not Completed")
    @APIResponse(responseCode = "410", description = "The transcript was removed (with reason and removed_at)")
    public Uni<Response> revisions(
            @PathParam("id") UUID id,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        PageRequest page = PageRequest.of(limit, cursor);
        return transcripts
                .requireKept(caller.get(), id)
                .chain(() -> revisions.list(caller.get(), id, page))
                .map(found -> Responses.page(uri, found));
    }

    @POST
    @Path("revisions/{revision}/restore")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(
            operationId = "restoreTranscriptRevision",
            summary = "Makes an earlier revision the newest again; nothing in between is lost")
    @APIResponse(
            responseCode = "200",
            description = "Saved as a new revision, or nothing was to be changed; the revision is the ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EditedTranscript.class),
                            examples = @ExampleObject(name = "edited", value = TranscriptExamples.EDITED)))
    @APIResponse(responseCode = "409", description = "The job is not Completed")
    @APIResponse(responseCode = "410", description = "The transcript was removed (with reason and removed_at)")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Uni<Response> restore(
            @PathParam("id") UUID id,
            @PathParam("revision")
                    @Parameter(description = "The number of a revision; 0 is what the machine wrote")
                    @Min(0)
                    long revision,
            @HeaderParam("If-Match") String ifMatch) {
        return change.restore(caller.get(), id, revision, ifMatch).map(TranscriptResource::edited);
    }

    private static Response edited(EditedTranscript transcript) {
        return Response.ok(transcript)
                .tag(new EntityTag(Long.toString(transcript.revision())))
                .build();
    }
}
