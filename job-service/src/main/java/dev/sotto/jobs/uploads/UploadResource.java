package dev.sotto.jobs.uploads;

import dev.sotto.model.access.Permission;
import dev.sotto.model.jobs.UploadState;
import dev.sotto.model.jobs.UploadView;
import dev.sotto.runtime.access.AllowedWhileSuspended;
import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.access.RequiresApiKeyPermission;
import dev.sotto.runtime.http.Declared;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's resumable uploads, by the protocol tus 1.0. */
@Path("/api/v1/uploads")
@Tag(name = "uploads", description = "Resumable uploads of large recordings, by the protocol tus 1.0 (https://tus.io).")
@Produces(MediaType.APPLICATION_JSON)
class UploadResource {

    private static final String BYTES = "application/offset+octet-stream";
    private static final String PROBLEM = "application/problem+json";

    /** RFC 9110, 5.6.7. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final CreateUpload create;
    private final AppendToUpload append;
    private final DeleteUpload delete;
    private final UploadQueries queries;
    private final CurrentCaller caller;

    UploadResource(
            CreateUpload create,
            AppendToUpload append,
            DeleteUpload delete,
            UploadQueries queries,
            CurrentCaller caller) {
        this.create = create;
        this.append = append;
        this.delete = delete;
        this.queries = queries;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(operationId = "createUpload", summary = "Begins an upload of up to 5 GB; may bring its first bytes")
    @RequestBody(
            required = false,
            description = "The first bytes of the recording; none is usual",
            content =
                    @Content(
                            mediaType = BYTES,
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples = @ExampleObject(name = "bytes", value = "(bytes of the recording)")))
    @APIResponseSchema(
            value = UploadView.class,
            responseDescription = "Location is where its bytes go; Upload-Expires says until when",
            responseCode = "201")
    @APIResponse(responseCode = "404", description = "No such workflow, or not the caller's to run")
    @APIResponse(responseCode = "412", description = "Tus-Resumable is not 1.0.0")
    @APIResponse(responseCode = "413", description = "The recording is larger than Tus-Max-Size")
    @APIResponse(responseCode = "415", description = "The body is not application/offset+octet-stream")
    @APIResponse(responseCode = "422", description = "quota-exceeded: no storage is left for all of it")
    @APIResponse(responseCode = "423", description = "Another request writes to the upload")
    @APIResponse(responseCode = "429", description = "Too many requests or unfinished uploads; see Retry-After")
    @APIResponse(responseCode = "460", description = "The bytes do not have the checksum of Upload-Checksum")
    @APIResponse(responseCode = "507", description = "insufficient-storage: no room on the disk at the moment")
    public Uni<Response> create(
            @HeaderParam("Tus-Resumable") @Parameter(description = "1.0.0") String version,
            @HeaderParam("Upload-Length") @Parameter(description = "The size of the recording, in bytes") String length,
            @HeaderParam(UploadMetadata.NAME)
                    @Parameter(
                            description = "filename and the options of the job (workflow_id, title, track, channels,"
                                    + " keep_recording, language, task, model, prompt, priority), each a name, a space and the value in Base64,"
                                    + " separated by commas")
                    String metadata,
            @HeaderParam(UploadChecksum.NAME)
                    @Parameter(description = "sha1 or sha256, a space, and the checksum of the body in Base64")
                    String checksum,
            @Context HttpServerRequest request,
            @Context UriInfo uri) {
        TusHeaders.requireVersion(version);
        Caller now = caller.get();
        Supplier<Uni<Caller>> recheck = caller.recheck();
        boolean bytes = Declared.length(request) != 0;
        if (bytes) {
            requireBytes(request);
        }
        UploadChecksum sum = UploadChecksum.of(checksum);
        return create.create(now, figure("Upload-Length", length), UploadMetadata.of(metadata))
                .flatMap(upload -> bytes
                        ? first(now, upload.id(), append.append(now, recheck, upload.id(), 0, sum, request))
                        : Uni.createFrom().item(upload))
                .map(upload -> withState(
                                Response.created(uri.getAbsolutePathBuilder()
                                        .path(upload.id().toString())
                                        .build()),
                                upload)
                        .entity(upload.view())
                        .build());
    }

    /** Who is refused learns no address, so the upload must not stay. */
    private Uni<UploadRow> first(Caller now, UUID id, Uni<UploadRow> appended) {
        Uni<Void> removed = Uni.createFrom()
                .deferred(() -> delete.delete(now, id))
                .onFailure()
                .recoverWithNull();
        return appended.onFailure().call(() -> removed).onCancellation().call(() -> removed);
    }

    @HEAD
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(operationId = "findUploadOffset", summary = "Where to go on: Upload-Offset")
    @APIResponse(responseCode = "200", description = "Upload-Offset, Upload-Length, Upload-Metadata and Upload-Expires")
    @APIResponse(responseCode = "410", description = "The upload has expired")
    @APIResponse(responseCode = "412", description = "Tus-Resumable is not 1.0.0")
    public Uni<Response> head(@HeaderParam("Tus-Resumable") String version, @PathParam("id") UUID id) {
        TusHeaders.requireVersion(version);
        return queries.get(caller.get(), id)
                .map(upload -> withState(Response.ok(), upload)
                        .header("Upload-Length", upload.view().length())
                        .header(UploadMetadata.NAME, upload.metadata())
                        .build());
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(
            operationId = "appendToUpload",
            summary = "Sends the next bytes; the last ones make a job, unless the recording is refused")
    @RequestBody(
            content =
                    @Content(
                            mediaType = BYTES,
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples = @ExampleObject(name = "bytes", value = "(bytes of the recording)")))
    @APIResponse(
            responseCode = "204",
            description =
                    "Upload-Offset counts what is stored. With the last bytes, Sotto-Upload-State is Completed, and"
                            + " Sotto-Job-Id and Location name the job; or it is Checking, and getUpload tells the rest")
    @APIResponse(responseCode = "409", description = "The upload goes on at another offset, or has all its bytes")
    @APIResponse(responseCode = "410", description = "The upload has expired")
    @APIResponse(responseCode = "412", description = "Tus-Resumable is not 1.0.0")
    @APIResponse(responseCode = "413", description = "More bytes than the upload misses")
    @APIResponse(responseCode = "415", description = "The body is not application/offset+octet-stream")
    @APIResponse(
            responseCode = "422",
            description = "The upload is complete, and no job can be made of it: unreadable-audio, quota-exceeded")
    @APIResponse(responseCode = "423", description = "Another request writes to the upload")
    @APIResponse(responseCode = "460", description = "The bytes do not have the checksum of Upload-Checksum")
    @APIResponse(responseCode = "507", description = "insufficient-storage: no room on the disk at the moment")
    public Uni<Response> append(
            @HeaderParam("Tus-Resumable") @Parameter(description = "1.0.0") String version,
            @HeaderParam("Upload-Offset") @Parameter(description = "How many bytes are stored already") String offset,
            @HeaderParam(UploadChecksum.NAME)
                    @Parameter(description = "sha1 or sha256, a space, and the checksum of the body in Base64")
                    String checksum,
            @PathParam("id") UUID id,
            @Context HttpServerRequest request,
            @Context UriInfo uri) {
        TusHeaders.requireVersion(version);
        requireBytes(request);
        Long from = figure("Upload-Offset", offset);
        if (from == null) {
            throw Problem.invalid(Fault.required("Upload-Offset"));
        }
        return append.append(caller.get(), caller.recheck(), id, from, UploadChecksum.of(checksum), request)
                .map(upload -> appended(upload, uri));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_WRITE)
    @Operation(
            operationId = "deleteUpload",
            summary = "Ends an upload, of all the tenant for an Admin, and removes its bytes; a job of it stays")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "410", description = "The upload has expired")
    @APIResponse(responseCode = "412", description = "Tus-Resumable is not 1.0.0")
    @APIResponse(responseCode = "423", description = "A job is being made of it")
    public Uni<Response> delete(
            @HeaderParam("Tus-Resumable") @Parameter(description = "1.0.0") String version, @PathParam("id") UUID id) {
        TusHeaders.requireVersion(version);
        return delete.delete(caller.get(), id).map(gone -> Response.noContent().build());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"Admin", "User"})
    @RequiresApiKeyPermission(Permission.JOBS_READ)
    @AllowedWhileSuspended
    @Operation(
            operationId = "getUpload",
            summary = "The upload, with the job that was made of it or the reason why none can be made")
    @APIResponseSchema(value = UploadView.class, responseDescription = "The upload")
    @APIResponse(responseCode = "410", description = "The upload has expired")
    public Uni<Response> get(@PathParam("id") UUID id) {
        return queries.get(caller.get(), id)
                .map(upload -> Response.ok(upload.view())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private static Response appended(UploadRow upload, UriInfo uri) {
        UploadView view = upload.view();
        if (view.state() == UploadState.Refused && view.problem() != null) {
            return withState(Response.status((int) view.problem().get("status")), upload)
                    .type(PROBLEM)
                    .entity(view.problem())
                    .build();
        }
        Response.ResponseBuilder response = withState(Response.noContent(), upload);
        if (view.jobId() != null) {
            response.location(
                    uri.getBaseUriBuilder().path("/api/v1/jobs/" + view.jobId()).build());
        }
        return response.build();
    }

    private static Response.ResponseBuilder withState(Response.ResponseBuilder response, UploadRow upload) {
        UploadView view = upload.view();
        response.header("Upload-Offset", view.offset())
                .header("Upload-Expires", DATE.format(view.expiresAt()))
                .header("Sotto-Upload-State", view.state())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return view.jobId() == null ? response : response.header("Sotto-Job-Id", view.jobId());
    }

    private static void requireBytes(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(BYTES)) {
            throw new NotSupportedException();
        }
    }

    private static @Nullable Long figure(String header, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            long figure = Long.parseLong(text.strip());
            if (figure >= 0) {
                return figure;
            }
        } catch (NumberFormatException e) {
            throw Problem.invalid(Fault.notBetween(header, 0, Long.MAX_VALUE));
        }
        throw Problem.invalid(Fault.notBetween(header, 0, Long.MAX_VALUE));
    }
}
