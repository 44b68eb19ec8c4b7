package dev.sotto.e2e.isolation;

import dev.sotto.local.Sotto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Where words are stored: Kafka, the logs, the e-mails, and the services' files. */
final class Places {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Sotto sotto;
    private final Canaries canaries;

    Places(Sotto sotto, Canaries canaries) {
        this.sotto = sotto;
        this.canaries = canaries;
    }

    void scan() {
        scanKafka();
        scanLogs();
        scanMails();
        scanStore();
    }

    /**
     * Events contain only ids and facts. The only names are those of a reseller and its plans and brandings, in their
     * own records.
     */
    private void scanKafka() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, sotto.kafkaBootstrap(),
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .values()
                    .forEach(infos -> infos.stream()
                            .filter(info -> !info.topic().startsWith("__"))
                            .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> positions = new HashMap<>();
            do {
                consumer.poll(POLL).forEach(this::scan);
                partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            } while (partitions.stream().anyMatch(partition -> positions.get(partition) < ends.get(partition)));
        }
    }

    private void scan(ConsumerRecord<String, byte[]> item) {
        String text = item.key() + " " + headers(item) + " "
                + (item.value() == null ? "" : new String(item.value(), StandardCharsets.UTF_8));
        canaries.found(
                text,
                (secrecy, owner) ->
                        (secrecy == Secrecy.ORGANISATION && owner.tenant() == null || secrecy == Secrecy.OFFER)
                                && (owner.isPlatform() || text.contains("\"resellerid\":\"" + owner.reseller() + "\"")),
                () -> "the topic " + item.topic() + " at " + item.partition() + "/" + item.offset());
    }

    private static String headers(ConsumerRecord<String, byte[]> item) {
        StringBuilder headers = new StringBuilder();
        item.headers()
                .forEach(header -> headers.append(header.key())
                        .append('=')
                        .append(new String(header.value(), StandardCharsets.UTF_8))
                        .append(' '));
        return headers.toString();
    }

    /** Logs contain the request ids that clients sent, but nobody's other words. */
    private void scanLogs() {
        Path data = Objects.requireNonNull(sotto.logs().getParent());
        Stream.of(sotto.logs(), data.resolve("postgres/postgresql.log"), data.resolve("kafka/broker.log"))
                .flatMap(Places::files)
                .forEach(log -> {
                    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                        lines.forEach(line -> canaries.found(
                                line,
                                (secrecy, owner) -> secrecy == Secrecy.REQUEST,
                                () -> "the log " + data.relativize(log)));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** An e-mail contains only words of its addressee and of the organisation that it concerns. */
    private void scanMails() {
        files(sotto.mail()).forEach(mail -> {
            String text = read(mail);
            String head = text.split("\r?\n\r?\n", 2)[0];
            Party addressee = canaries.ownersIn(head).findFirst().orElse(null);
            canaries.given(addressee, text, () -> "the letter " + mail.getFileName());
        });
    }

    /**
     * A file contains only its tenant's content and lies in its tenant's directory. File names contain nobody's words.
     */
    private void scanStore() {
        Path store = sotto.files("job-service");
        files(store).forEach(file -> {
            String path = store.relativize(file).toString();
            canaries.found(path, (secrecy, owner) -> false, () -> "the name of the file " + path);
            canaries.found(
                    read(file),
                    (secrecy, owner) ->
                            secrecy == Secrecy.CONTENT && owner.tenant() != null && path.contains(owner.tenant()),
                    () -> "the file " + path);
        });
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (NoSuchFileException e) {
            return Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
