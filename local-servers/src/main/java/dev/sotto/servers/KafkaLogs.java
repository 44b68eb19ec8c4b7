package dev.sotto.servers;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps Kafka from printing its whole configuration, by {@code java.util.logging}, under which slf4j goes here. */
final class KafkaLogs {
    // Held for good: java.util.logging forgets the level of a logger that nobody holds.
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("kafka"), Logger.getLogger("org.apache.kafka"), Logger.getLogger("state.change.logger"));

    // It warns at every start that its log is empty or that it takes the lead.
    private static final Logger CONTROLLER = Logger.getLogger("org.apache.kafka.controller");

    private KafkaLogs() {}

    static void hush() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
        CONTROLLER.setLevel(Level.SEVERE);
    }
}
