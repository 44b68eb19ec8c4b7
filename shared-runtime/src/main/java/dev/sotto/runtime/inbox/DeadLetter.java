package dev.sotto.runtime.inbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** A record that cannot be handled: its own key and value, with its position and the error in headers. */
record DeadLetter(byte[] value, Map<String, String> headers) {

    private static final int LONGEST_CAUSE = 1000;
    /** Enough to recognise the record. The headers say where the whole record is, as long as its topic keeps it. */
    private static final int LONGEST_PART = 64 * 1024;

    static DeadLetter of(String consumer, ConsumerRecord<String, byte[]> received, Throwable cause) {
        Map<String, String> headers = Map.of(
                "dead-letter-consumer", consumer,
                "dead-letter-cause", brief(cause),
                "dead-letter-topic", received.topic(),
                "dead-letter-partition", Integer.toString(received.partition()),
                "dead-letter-offset", Long.toString(received.offset()));
        return new DeadLetter(received.value() == null ? new byte[0] : received.value(), headers);
    }

    /**
     * Returns whether Kafka refused the dead letter because its headers make it too large. A retry would fail again.
     */
    static boolean isTooLarge(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(RecordTooLargeException.class::isInstance);
    }

    /**
     * Returns a copy with the beginning of the value, and its full length and hash as {@code dead-letter-bytes} and
     * {@code -sha256}.
     */
    DeadLetter cut() {
        Map<String, String> more = new HashMap<>(headers);
        more.put("dead-letter-bytes", Integer.toString(value.length));
        more.put("dead-letter-sha256", HexFormat.of().formatHex(sha256(value)));
        return new DeadLetter(Arrays.copyOf(value, Math.min(LONGEST_PART, value.length)), more);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String brief(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.substring(0, Math.min(LONGEST_CAUSE, message.length()));
    }
}
