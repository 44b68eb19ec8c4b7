package dev.sotto.jobs.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes server-sent events, and knows which refusals end a stream that has begun. */
@ApplicationScoped
class EventWriter {

    private static final Set<ProblemType> REFUSALS =
            Set.of(ProblemType.FORBIDDEN, ProblemType.SUSPENDED, ProblemType.NOT_FOUND);

    private final ObjectMapper json;

    EventWriter(ObjectMapper json) {
        this.json = json;
    }

    /**
     * As text, because for other types the framework writes a field {@code content-type}, which events do not have.
     *
     * @param id what a client sends as {@code Last-Event-ID} to go on from here; null for none
     */
    OutboundSseEvent event(Sse sse, String name, @Nullable String id, Object data) {
        try {
            OutboundSseEvent.Builder event = sse.newEventBuilder().name(name).data(json.writeValueAsString(data));
            return (id == null ? event : event.id(id)).build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a keep-alive. */
    OutboundSseEvent sign(Sse sse) {
        return sse.newEventBuilder().comment("still here").build();
    }

    /** Returns whether a failure says that the caller may not see the stream any more. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof AuthenticationFailedException
                || failure instanceof ForbiddenException
                || (failure instanceof Problem problem && REFUSALS.contains(problem.type()));
    }
}
