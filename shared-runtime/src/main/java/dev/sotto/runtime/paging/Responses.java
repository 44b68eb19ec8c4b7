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

/** The answers that every resource gives alike: created, a page, a version. */
public final class Responses {

    private Responses() {}

    /** 201 with the new thing, its place and its ETag. */
    public static Response created(UriInfo uri, UUID id, long version, Object view) {
        return Response.created(uri.getAbsolutePathBuilder().path(id.toString()).build())
                .tag(tag(version))
                .entity(view)
                .build();
    }

    /** 200 with the thing and its ETag, or 304 when the caller has that version ({@code If-None-Match}). */
    public static Response versioned(Request request, long version, Object view) {
        return tagged(request, Long.toString(version), view);
    }

    /** The same for a thing that shows more than what moves its version. */
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

    /** The same for a page that carries more than its items. */
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
     * Holds a change to the version that the caller has seen.
     *
     * @param ifMatch the header as it came, one ETag or several (RFC 9110, 13.1.1); absent means any version
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

    /** A tag that a proxy weakened on its way, as one that compresses does, is the same to a reader (RFC 9110, 13.1.2). */
    private static boolean isNotModified(Request request, EntityTag tag) {
        Response.ResponseBuilder response = request.evaluatePreconditions(tag);
        return response != null && response.build().getStatus() == 304;
    }

    private static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }
}
