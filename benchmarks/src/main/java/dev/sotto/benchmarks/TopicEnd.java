package dev.sotto.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What was added to a topic since a moment. */
final class TopicEnd implements AutoCloseable {

    private static final Pattern VERSION = Pattern.compile("\"aggregateversion\":(\\d+)");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALLED = Duration.ofSeconds(90);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private Map<TopicPartition, Long> then = Map.of();

    TopicEnd(String bootstrap, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** From now on. */
    void remember() {
        then = consumer.endOffsets(partitions);
    }

    /** How many records. */
    long added() {
        return sum(consumer.endOffsets(partitions)) - sum(then);
    }

    /**
     * That there are so many keys, and of each the versions from 1 on, once and in order.
     *
     * @throws WrongAnswer when that is not so
     */
    void verify(int keys, int versions) {
        then.forEach(consumer::seek);
        Map<String, Integer> newest = new HashMap<>();
        long wanted = added();
        long deadline = System.nanoTime() + STALLED.toNanos();
        for (long read = 0; read < wanted; ) {
            for (ConsumerRecord<String, byte[]> item : consumer.poll(POLL)) {
                int version = version(item);
                if (newest.merge(item.key(), 1, Integer::sum) != version) {
                    throw new WrongAnswer("version " + version + " of " + item.key() + " came twice or too early");
                }
                read++;
                deadline = System.nanoTime() + STALLED.toNanos();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new WrongAnswer("of " + wanted + " records " + read + " can be read");
            }
        }
        if (newest.size() != keys || newest.values().stream().anyMatch(version -> version != versions)) {
            throw new WrongAnswer("not all versions of " + keys + " keys were published");
        }
    }

    private static int version(ConsumerRecord<String, byte[]> item) {
        Matcher version = VERSION.matcher(new String(item.value(), StandardCharsets.UTF_8));
        if (!version.find()) {
            throw new WrongAnswer("no event of this benchmark: " + item);
        }
        return Integer.parseInt(version.group(1));
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
