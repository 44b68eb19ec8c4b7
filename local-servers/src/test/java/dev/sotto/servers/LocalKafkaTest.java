package dev.sotto.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.model.events.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(ServerTimeout.SECONDS);

    private static LocalKafka kafka;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start();
        Topics.create(kafka.bootstrap());
        Topics.create(kafka.bootstrap());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void createsEveryTopicAsDeclared() throws Exception {
        try (Admin admin = admin()) {
            for (Topic topic : Topic.values()) {
                assertThat(partitions(admin, topic.topicName())).isEqualTo(topic.partitions());
                assertThat(partitions(admin, topic.deadLetterName())).isEqualTo(1);
                Config config = config(admin, topic.topicName());
                assertThat(config.get("cleanup.policy").value()).isEqualTo(topic.compacted() ? "compact" : "delete");
                assertThat(config.get("retention.ms").value())
                        .isEqualTo(
                                topic.retention() == null
                                        ? "-1"
                                        : "" + topic.retention().toMillis());
            }
        }
    }

    @Test
    void readsBackAnyBytes() {
        KafkaProbe probe = new KafkaProbe(kafka.bootstrap());
        byte[] poison = {0, (byte) 0xff, '{'};

        probe.send("usage-recorded", "key", poison);

        List<ConsumerRecord<String, byte[]>> read =
                probe.read("usage-recorded", records -> !records.isEmpty(), TIMEOUT);
        assertThat(read).singleElement().satisfies(item -> {
            assertThat(item.key()).isEqualTo("key");
            assertThat(item.value()).isEqualTo(poison);
        });
    }

    @Test
    void stopsReadingAfterTheTimeout() {
        assertThat(new KafkaProbe(kafka.bootstrap()).texts("plan-changed", 1, Duration.ofMillis(50)))
                .isEmpty();
    }

    @Test
    void doesNotCreateTopicsAutomatically() throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap(), ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        try (Admin admin = admin();
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("misspelt", "value"))
                            .get())
                    .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class)
                    .hasMessageContaining("Topic misspelt not present in metadata");
            assertThat(admin.listTopics().names().get()).doesNotContain("misspelt");
        }
    }

    @Test
    void keepsRecordsAfterPauseAndRestart() {
        try (LocalKafka first = LocalKafka.start(directory, 0, 0)) {
            Topics.create(first.bootstrap());
            new KafkaProbe(first.bootstrap()).send("job-completed", "a", "one");
            String address = first.bootstrap();

            first.pause();
            first.resume();

            assertThat(first.bootstrap()).isEqualTo(address);
            new KafkaProbe(first.bootstrap()).send("job-completed", "a", "two");
        }
        try (LocalKafka second = LocalKafka.start(directory, 0, 0)) {
            assertThat(new KafkaProbe(second.bootstrap()).texts("job-completed", 2, TIMEOUT))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void keepsRecordsAfterCrash() {
        try (KafkaProcess process = KafkaProcess.start(directory, 0, 0)) {
            KafkaProbe probe = new KafkaProbe(process.bootstrap());
            Topics.create(process.bootstrap());
            probe.send("job-completed", "a", "one");

            process.kill();
            process.restart();
            probe.send("job-completed", "a", "two");
            process.pause();
            process.restart();

            assertThat(probe.texts("job-completed", 2, TIMEOUT)).containsExactly("one", "two");
        }
    }

    @Test
    void brokerEndsWithTheJvmThatStartedIt() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(jvm.getInputStream().read()).isEqualTo('.');
        ProcessHandle broker = ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("broker.pid"))))
                .orElseThrow();

        jvm.destroyForcibly();

        assertThat(broker.onExit().get(ServerTimeout.SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    /** A JVM that starts a broker and waits to be killed. */
    static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            KafkaProcess kafka = KafkaProcess.start(Path.of(arguments[0]), 0, 0);
            System.out.print('.');
            System.out.flush();
            Thread.sleep(60_000);
            kafka.close();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()));
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private static Config config(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }
}
