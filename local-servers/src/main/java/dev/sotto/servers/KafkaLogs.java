package dev.sotto.servers;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stops Kafka from printing its whole configuration. Kafka logs through slf4j, which uses {@code java.util.logging}
 * here.
 */
final class KafkaLogs {
    // Strong references, because java.util.logging forgets the level of a logger that nobody references.
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("kafka"), Logger.getLogger("org.apache.kafka"), Logger.getLogger("state.change.logger"));

    // Warns at every start that its log is empty or that it becomes the leader.
    private static final Logger CONTROLLER = Logger.getLogger("org.apache.kafka.controller");

    private KafkaLogs() {}

    static void hush() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
        CONTROLLER.setLevel(Level.SEVERE);
    }
}
