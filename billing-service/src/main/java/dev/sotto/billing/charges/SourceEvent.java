package dev.sotto.billing.charges;

import dev.sotto.model.billing.ChargeSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * What made a line. The ledger holds at most one line of each kind for an event, for ever, so a repeated event writes
 * nothing.
 *
 * @param eventId unique for the source, 1 to 200 characters
 */
public record SourceEvent(ChargeSource source, String eventId) {

    private static final int LONGEST = 200;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public SourceEvent {
        if (eventId.isBlank() || eventId.length() > LONGEST) {
            throw new IllegalArgumentException("an event id has 1 to " + LONGEST + " characters: " + eventId);
        }
    }

    /** The beginning of a subscription's period. Two periods of one subscription never begin at the same instant. */
    public static SourceEvent periodBegins(UUID subscriptionId, Instant periodStart) {
        return new SourceEvent(ChargeSource.Subscription, subscriptionId + "/" + MICROS.format(periodStart));
    }

    /** A change of a subscription. */
    public static SourceEvent subscriptionChanges(UUID changeId) {
        return new SourceEvent(ChargeSource.Subscription, changeId.toString());
    }
}
