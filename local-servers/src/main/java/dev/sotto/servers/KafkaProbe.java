package dev.sotto.servers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Accesses Sotto's Kafka from outside: reads whole topics without a consumer group, and writes records that no service
 * would write.
 */
public final class KafkaProbe {
    private static final Duration POLL = Duration.ofMillis(100);
    /**
     * One producer per broker and class loader, until the JVM ends. Creating one costs more than all sends of a test.
     */
    private static final Map<String, KafkaProducer<String, byte[]>> PRODUCERS = new ConcurrentHashMap<>();

    private final String bootstrap;

    /** @param bootstrap the broker's {@code host:port} */
    public KafkaProbe(String bootstrap) {
        KafkaLogs.hush();
        this.bootstrap = bootstrap;
    }

    /**
     * Reads a topic from its beginning until enough records were read or the time is over.
     *
     * @return all records that were read, even if too few; the test asserts what it expects
     */
    public List<ConsumerRecord<String, byte[]>> read(
            String topic, Predicate<List<ConsumerRecord<String, byte[]>>> enough, Duration patience) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
            long deadline = System.nanoTime() + patience.toNanos();
            while (!enough.test(read) && System.nanoTime() - deadline < 0) {
                consumer.poll(POLL).forEach(read::add);
            }
            return read;
        }
    }

    /**
     * Returns the values of a topic's records as text, as soon as there are at least {@code count}, or those that came
     * in time.
     */
    public List<String> texts(String topic, int count, Duration patience) {
        return read(topic, records -> records.size() >= count, patience).stream()
                .map(KafkaProbe::text)
                .toList();
    }

    /** Returns a record's value as UTF-8; null for a tombstone. */
    public static String text(ConsumerRecord<String, byte[]> item) {
        return item.value() == null ? null : new String(item.value(), StandardCharsets.UTF_8);
    }

    /** Writes any bytes, for example an unreadable record, and waits for the broker's acknowledgement. */
    public void send(String topic, String key, byte[] value) {
        try {
            PRODUCERS
                    .computeIfAbsent(bootstrap, KafkaProbe::producer)
                    .send(new ProducerRecord<>(topic, key, value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("not sent: " + e.getCause().getMessage(), e);
        }
    }

    private static KafkaProducer<String, byte[]> producer(String bootstrap) {
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ProducerConfig.ACKS_CONFIG, "all");
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Writes text as UTF-8. */
    public void send(String topic, String key, String value) {
        send(topic, key, value.getBytes(StandardCharsets.UTF_8));
    }
}
