package dev.sotto.runtime.replicas;

import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Consumes the replicated topics: those of resellers, tenants, users and API keys in every service, and others that a
 * service adds. Each topic has a consumer group of its own, so that none waits for another.
 *
 * <p>It first stores a batch in one transaction, so that a revocation does not wait for earlier changes and their
 * effects. Then it runs the effects, event by event through the inbox. Without effects, an event goes through the inbox
 * only if its batch failed.
 */
@ApplicationScoped
public class ReplicaConsumer {

    private static final Logger LOG = Logger.getLogger(ReplicaConsumer.class);

    private final Inbox inbox;
    private final Replicas replicas;
    private final List<ReplicaEffect<?>> effects;
    private final String service;

    ReplicaConsumer(
            Inbox inbox,
            Replicas replicas,
            @All List<ReplicaEffect<?>> effects,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.inbox = inbox;
        this.replicas = replicas;
        this.effects = effects;
        this.service = service;
    }

    @Incoming("reseller-changed")
    Uni<Void> resellers(ConsumerRecords<String, byte[]> received) {
        return receive(received, ResellerChanged.class);
    }

    @Incoming("tenant-changed")
    Uni<Void> tenants(ConsumerRecords<String, byte[]> received) {
        return receive(received, TenantChanged.class);
    }

    @Incoming("user-changed")
    Uni<Void> users(ConsumerRecords<String, byte[]> received) {
        return receive(received, UserChanged.class);
    }

    @Incoming("api-key-changed")
    Uni<Void> apiKeys(ConsumerRecords<String, byte[]> received) {
        return receive(received, ApiKeyChanged.class);
    }

    /** Handles a batch of one topic; completes when it may be acknowledged. */
    public <E extends Event> Uni<Void> receive(ConsumerRecords<String, byte[]> received, Class<E> type) {
        List<ConsumerRecord<String, byte[]>> records =
                StreamSupport.stream(received.spliterator(), false).toList();
        List<ReplicaEffect<E>> effectsOfType = effectsOf(type);
        return Uni.createFrom()
                .deferred(() -> replicas.store(records.stream()
                        .map(each -> checked(Inbox.read(each, type).data(), effectsOfType))
                        .toList()))
                .replaceWith(effectsOfType.isEmpty())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.infof(
                            "%d events of %s are stored one by one: %s", records.size(), type.getSimpleName(), failure);
                    return false;
                })
                .flatMap(done -> done ? Uni.createFrom().voidItem() : oneByOne(records, type, effectsOfType));
    }

    private <E extends Event> Uni<Void> oneByOne(
            List<ConsumerRecord<String, byte[]>> records, Class<E> type, List<ReplicaEffect<E>> effectsOfType) {
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(each ->
                        inbox.receive(service + "/" + each.topic(), each, type, event -> prepare(event, effectsOfType)))
                .onItem()
                .ignoreAsUni();
    }

    private <E extends Event> Uni<Effect> prepare(CloudEvent<E> event, List<ReplicaEffect<E>> effectsOfType) {
        E data = checked(event.data(), effectsOfType);
        return Multi.createFrom()
                .iterable(effectsOfType)
                .onItem()
                .transformToUniAndConcatenate(effect -> effect.prepare(event))
                .collect()
                .asList()
                .map(prepared -> transaction ->
                        replicas.store(transaction, List.of(data)).chain(() -> apply(transaction, prepared)));
    }

    private static Uni<Void> apply(SqlTransaction transaction, List<Effect> prepared) {
        return Multi.createFrom()
                .iterable(prepared)
                .onItem()
                .transformToUniAndConcatenate(effect -> effect.apply(transaction))
                .onItem()
                .ignoreAsUni();
    }

    private static <E extends Event> E checked(E event, List<ReplicaEffect<E>> effectsOfType) {
        effectsOfType.forEach(effect -> effect.check(event));
        return event;
    }

    /** The type of an effect is the type of its events, so the cast is safe. */
    @SuppressWarnings("unchecked")
    private <E extends Event> List<ReplicaEffect<E>> effectsOf(Class<E> type) {
        return effects.stream()
                .filter(effect -> effect.type() == type)
                .map(effect -> (ReplicaEffect<E>) effect)
                .toList();
    }
}
