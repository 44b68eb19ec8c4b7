package dev.sotto.model.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All Kafka topics of Sotto. Brokers do not create topics automatically. */
public enum Topic {
    RESELLER_CHANGED("reseller-changed", 4, true, null),
    BRANDING_CHANGED("branding-changed", 4, true, null),
    TENANT_CHANGED("tenant-changed", 4, true, null),
    USER_CHANGED("user-changed", 4, true, null),
    API_KEY_CHANGED("api-key-changed", 4, true, null),
    PLAN_CHANGED("plan-changed", 4, true, null),
    SUBSCRIPTION_CHANGED("subscription-changed", 4, true, null),
    JOB_COMPLETED("job-completed", 8, false, Duration.ofDays(30)),
    /** As long as job-completed, because neither says without the other what is stored. */
    MEDIA_CHANGED("media-changed", 8, false, Duration.ofDays(30)),
    /** Kept for ever, because a new internal service must be able to read all usage. */
    USAGE_RECORDED("usage-recorded", 8, false, null);

    private final String topicName;
    private final int partitions;
    private final boolean compacted;
    private final @Nullable Duration retention;

    Topic(String topicName, int partitions, boolean compacted, @Nullable Duration retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.compacted = compacted;
        this.retention = retention;
    }

    /** Returns the topic's name on the broker. */
    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    /** Returns whether the broker keeps only the newest record of each key. */
    public boolean compacted() {
        return compacted;
    }

    /** Returns how long records are kept; null means for ever. */
    public @Nullable Duration retention() {
        return retention;
    }

    /** Returns the name of the topic for records of this topic that a consumer cannot read. */
    public String deadLetterName() {
        return topicName + "-dead-letter";
    }
}
