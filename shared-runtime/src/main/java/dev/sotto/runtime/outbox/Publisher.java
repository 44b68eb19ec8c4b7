package dev.sotto.runtime.outbox;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

/** The only class that sends to Kafka. */
@ApplicationScoped
public class Publisher {

    private final MutinyEmitter<byte[]> emitter;

    Publisher(@Channel("events-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    /**
     * Sends a record. Completes when the broker has stored it ({@code acks=all}); fails if the broker does not answer.
     */
    public Uni<Void> send(String topic, @Nullable String key, byte[] value, Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach(
                (name, text) -> recordHeaders.add(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(recordHeaders)
                .build();
        return emitter.sendMessage(Message.of(value, Metadata.of(metadata)));
    }
}
