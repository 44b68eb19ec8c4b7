package dev.sotto.jobs.jobs;

import dev.sotto.model.access.Permission;
import dev.sotto.runtime.access.AllowedByGrant;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.GrantCookie;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** The recordings of jobs. */
@Path("/api/v1/jobs/{id}/recording")
@Tag(name = "jobs")
class RecordingResource {

    private final RecordingQueries recordings;
    private final CurrentCaller caller;
    private final Clock clock;

    RecordingResource(RecordingQueries recordings, CurrentCaller caller, Clock clock) {
        this.recordings = recordings;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedByGrant
    @AllowedWhileSuspended
    @Operation(operationId = "getRecording", summary = "The recording, as it was sent; a part of it with Range")
    @APIResponse(
            responseCode = "200",
            description = "The recording as a file; its Content-Type is what was found in it",
            content = {
                @Content(mediaType = "audio/wav", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "audio/mpeg", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "audio/mp4", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "audio/ogg", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "audio/flac", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "video/mp4", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "video/webm", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = "application/octet-stream",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "206",
            description = "The part that Range asks for; Content-Range says which",
            content = {
                @Content(mediaType = "audio/wav", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "audio/mpeg", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "audio/mp4", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "audio/ogg", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "audio/flac", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "video/mp4", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "video/webm", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = "application/octet-stream",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "304", description = "The caller has it already (If-None-Match)")
    @APIResponse(responseCode = "410", description = "The recording is not kept")
    @APIResponse(responseCode = "416", description = "The recording has no byte of that range")
    public Multi<Buffer> get(
            @PathParam("id") UUID id,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @HeaderParam("If-None-Match") String ifNoneMatch,
            @Context RoutingContext exchange) {
        var recheck = caller.recheck();
        withLength(exchange);
        return RestMulti.fromUniResponse(
                recordings
                        .find(caller.get(), id)
                        .flatMap(recording -> answer(recording, range, ifRange, ifNoneMatch, exchange)),
                answer -> answer.content() == null
                        ? Multi.createFrom().empty()
                        : recordings.content(answer.content(), recheck),
                Answer::headers,
                Answer::status);
    }

    @HEAD
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedByGrant
    @AllowedWhileSuspended
    @Operation(operationId = "findRecording", summary = "The size, type and name of the recording, without its bytes")
    @APIResponse(responseCode = "200", description = "Content-Length, Content-Type, Content-Disposition and ETag")
    @APIResponse(responseCode = "410", description = "The recording is not kept")
    public Uni<Response> head(@PathParam("id") UUID id) {
        return recordings.find(caller.get(), id).map(recording -> {
            Response.ResponseBuilder response = Response.ok().type(recording.contentType());
            headers(recording).forEach((name, values) -> response.header(name, values.get(0)));
            return response.header("Content-Length", recording.bytes()).build();
        });
    }

    @PUT
    @Path("grant")
    @RolesAllowed({"Admin", "User"})
    @AllowedWhileSuspended
    @Operation(
            operationId = "grantRecording",
            summary =
                    "Lets this browser play the recording: sets a cookie for its address alone, which lasts as long as"
                            + " the access token")
    @APIResponse(
            responseCode = "204",
            description = "Granted. GET and HEAD of the recording take the cookie if a page of the same origin asks"
                    + " (Sec-Fetch-Site: same-origin). Programs send Authorization instead.")
    @APIResponse(responseCode = "410", description = "The recording is not kept")
    public Uni<Response> grant(@PathParam("id") UUID id, @Context RoutingContext exchange) {
        Instant expiresAt = Objects.requireNonNull(caller.tokenExpiresAt(), "only people with a token come here");
        return recordings
                .find(caller.get(), id)
                .map(recording -> Response.noContent()
                        .header(
                                "Set-Cookie",
                                GrantCookie.of(exchange, pathOf(recording.jobId()), expiresAt, clock.instant()))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    /** Looks nothing up: who has signed out must still be able to do it, and the answer tells nothing of the job. */
    @DELETE
    @Path("grant")
    @PermitAll
    @Operation(
            operationId = "withdrawRecordingGrant",
            summary = "Takes the cookie of grantRecording out of this browser",
            description = "Needs no session, so that a page can do it after signing out.")
    @APIResponse(responseCode = "204", description = "This browser has no such cookie any more, whoever set it")
    public Response withdrawGrant(@PathParam("id") UUID id) {
        return Response.noContent()
                .header("Set-Cookie", GrantCookie.none(pathOf(id)))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static String pathOf(UUID jobId) {
        return "/api/v1/jobs/" + jobId + "/recording";
    }

    private Uni<Answer> answer(
            Recording recording,
            @Nullable String range,
            @Nullable String ifRange,
            @Nullable String ifNoneMatch,
            RoutingContext exchange) {
        Map<String, List<String>> headers = headers(recording);
        if (ifNoneMatch != null && names(ifNoneMatch, recording)) {
            return Uni.createFrom().item(new Answer(304, headers, null));
        }
        boolean partly = ifRange == null || ifRange.equals(recording.tag());
        ByteRange part = ByteRange.of(partly ? range : null, recording.bytes()).orElse(null);
        if (part != null && part.isEmpty()) {
            exchange.response().putHeader("Content-Range", "bytes */" + recording.bytes());
            throw Problem.of(
                    ProblemType.RANGE_NOT_SATISFIABLE,
                    "The recording has " + recording.bytes() + " bytes, and none of the range in the header Range.");
        }
        ByteRange wanted = part == null ? new ByteRange(0, recording.bytes()) : part;
        headers.put("Content-Type", List.of(recording.contentType()));
        headers.put("Content-Length", List.of(Long.toString(wanted.count())));
        if (part != null) {
            headers.put("Content-Range", List.of(part.of(recording.bytes())));
        }
        return recordings
                .open(recording, wanted)
                .map(content -> new Answer(part == null ? 200 : 206, headers, content));
    }

    private static Map<String, List<String>> headers(Recording recording) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("ETag", List.of(recording.tag()));
        headers.put("Accept-Ranges", List.of("bytes"));
        headers.put("Cache-Control", List.of("private, no-cache"));
        headers.put("Content-Disposition", List.of(recording.disposition()));
        headers.put("X-Content-Type-Options", List.of("nosniff"));
        return headers;
    }

    private static boolean names(String ifNoneMatch, Recording recording) {
        return ifNoneMatch.strip().equals("*") || ifNoneMatch.contains(recording.tag());
    }

    /** The framework announces chunks for everything that comes in pieces, even if the length is known. */
    private static void withLength(RoutingContext exchange) {
        exchange.addHeadersEndHandler(head -> {
            if (exchange.response().headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                exchange.response().headers().remove(HttpHeaders.TRANSFER_ENCODING);
            }
        });
    }

    /** @param content null without a body */
    private record Answer(int status, Map<String, List<String>> headers, java.io.@Nullable InputStream content) {}
}
