package dev.sotto.runtime.isolation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.Event;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes the audit log and the outbox rows of a transaction. */
@ApplicationScoped
class Journal {

    private static final String RECORD = """
            insert into audit_log (id, tenant_id, reseller_id, scope, user_id, actor, action, subject_type, subject_id,
                before, after, request_id, address)
            values (cast($1 as uuid), cast($2 as uuid), cast($3 as uuid), $4, cast($5 as uuid), $6, $7, $8, cast($9 as uuid),
                cast(cast($10 as text) as jsonb), cast(cast($11 as text) as jsonb), $12, $13)
            """;
    private static final String APPEND = """
            insert into outbox (event_id, topic, key, tenant_id, reseller_id, payload)
            values (cast($1 as uuid), $2, cast($3 as uuid), cast($4 as uuid), cast($5 as uuid), $6)
            """;

    private final Clock clock;
    private final String source;

    Journal(Clock clock, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.clock = clock;
        this.source = "/sotto/" + service;
    }

    Uni<Void> record(Transaction transaction, Change change) {
        Caller caller = transaction.caller();
        return transaction
                .execute(
                        RECORD,
                        Ids.next(),
                        change.tenantId(),
                        change.resellerId(),
                        caller.scope().setting(),
                        caller.userId(),
                        caller.actorName(),
                        change.action(),
                        change.subjectType(),
                        change.subjectId(),
                        change.before() == null ? null : json(change.before()),
                        change.after() == null ? null : json(change.after()),
                        caller.requestId(),
                        caller.origin().address())
                .replaceWithVoid();
    }

    Uni<Void> publish(Transaction transaction, Event event) {
        CloudEvent<Event> envelope = envelope(transaction.caller(), event);
        return transaction
                .execute(
                        APPEND,
                        envelope.id(),
                        event.topic().topicName(),
                        event.aggregateId(),
                        event.tenantId(),
                        event.resellerId(),
                        json(envelope))
                .replaceWithVoid();
    }

    private CloudEvent<Event> envelope(Caller caller, Event event) {
        return new CloudEvent<>(
                "1.0",
                Ids.next(),
                source,
                event.type(),
                event.aggregateId().toString(),
                clock.instant(),
                "application/json",
                event.tenantId(),
                event.resellerId(),
                caller.actorName(),
                caller.traceparent(),
                event.version(),
                event);
    }

    private static String json(@Nullable Object value) {
        try {
            return EventJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
