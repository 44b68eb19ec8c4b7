package dev.sotto.jobs.openai;

import dev.sotto.runtime.http.ProblemMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives the problems of {@code /v1} the shape that clients of OpenAI's API understand. */
@Singleton
class OpenAiErrors {

    @ServerResponseFilter
    public void translate(ContainerRequestContext request, ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        if (type != null
                && type.toString().startsWith(ProblemMapper.MEDIA_TYPE)
                && request.getUriInfo().getPath().startsWith("/v1/")
                && response.getEntity() instanceof Map<?, ?> members) {
            OpenAiError error = OpenAiError.of(response.getStatus(), members);
            response.setStatus(error.status());
            response.setEntity(error.body(), null, MediaType.APPLICATION_JSON_TYPE);
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_TYPE);
            response.getHeaders().putSingle("X-Should-Retry", error.retry());
        }
    }
}
