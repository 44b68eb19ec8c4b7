package dev.sotto.runtime.paging;

import dev.sotto.model.paging.Page;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The responses that all resources share: created, a page, a version. */
public final class Responses {

    private Responses() {}

    /** 201 with the new resource, its location and its ETag. */
    public static Response created(UriInfo uri, UUID id, long version, Object view) {
        return Response.created(uri.getAbsolutePathBuilder().path(id.toString()).build())
                .tag(tag(version))
                .entity(view)
                .build();
    }

    /** 200 with the resource and its ETag, or 304 if the caller already has that version ({@code If-None-Match}). */
    public static Response versioned(Request request, long version, Object view) {
        return tagged(request, Long.toString(version), view);
    }

    /** The same for a resource that shows data which changes without its version. */
    public static Response tagged(Request request, String tag, Object view) {
        boolean unchanged =
                isNotModified(request, new EntityTag(tag)) || isNotModified(request, new EntityTag(tag, true));
        return (unchanged ? Response.notModified() : Response.ok(view))
                .tag(new EntityTag(tag))
                .build();
    }

    /** 200 with the page and a {@code Link} to the next one (RFC 8288). */
    public static Response page(UriInfo uri, Page<?> page) {
        return page(uri, page, page.nextCursor());
    }

    /** The same for a page that has more members than its items. */
    public static Response page(UriInfo uri, Object body, @Nullable String nextCursor) {
        Response.ResponseBuilder response = Response.ok(body);
        if (nextCursor != null) {
            response.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("cursor", nextCursor)
                            .build(),
                    "next");
        }
        return response.build();
    }

    /**
     * Checks that a change is based on the current version.
     *
     * @param ifMatch the header as received, with one ETag or several (RFC 9110, 13.1.1); null means any version
     */
    public static void requireVersion(@Nullable String ifMatch, long version) {
        if (ifMatch != null && !names(ifMatch, version)) {
            throw Problem.of(
                    ProblemType.PRECONDITION_FAILED,
                    "The resource changed since you read it: its version is now \"" + version
                            + "\". Fetch it and retry.");
        }
    }

    private static boolean names(String ifMatch, long version) {
        return Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals("\"" + version + "\""));
    }

    /** A proxy that compresses may have weakened the tag. For a reader it is still the same (RFC 9110, 13.1.2). */
    private static boolean isNotModified(Request request, EntityTag tag) {
        Response.ResponseBuilder response = request.evaluatePreconditions(tag);
        return response != null && response.build().getStatus() == 304;
    }

    private static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }
}
