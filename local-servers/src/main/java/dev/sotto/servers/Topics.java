package dev.sotto.servers;

import dev.sotto.model.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates every topic of {@link Topic} and its dead-letter topic, on a broker of one node. */
public final class Topics {
    private static final short REPLICAS = 1;
    private static final Duration DEAD_LETTERS_STAY = Duration.ofDays(90);

    private Topics() {}

    /** Creates the missing topics and leaves existing ones unchanged. May be repeated. */
    public static void create(String bootstrap) {
        KafkaLogs.hush();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            List<NewTopic> wanted = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                wanted.add(declared(topic));
                wanted.add(deadLetters(topic));
            }
            for (KafkaFuture<Void> made : admin.createTopics(wanted).values().values()) {
                await(made);
            }
        }
    }

    private static NewTopic declared(Topic topic) {
        return new NewTopic(topic.topicName(), topic.partitions(), REPLICAS)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        millis(topic.retention())));
    }

    private static NewTopic deadLetters(Topic topic) {
        return new NewTopic(topic.deadLetterName(), 1, REPLICAS)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, millis(DEAD_LETTERS_STAY)));
    }

    private static String millis(Duration retention) {
        return retention == null ? "-1" : Long.toString(retention.toMillis());
    }

    private static void await(KafkaFuture<Void> made) {
        try {
            made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "topics could not be made: " + e.getCause().getMessage(), e);
            }
        }
    }
}
