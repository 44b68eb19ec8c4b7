package dev.sotto.model.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened, as it is published: the {@code data} of a {@link CloudEvent}. */
public sealed interface Event
        permits ApiKeyChanged,
                BrandingChanged,
                JobCompleted,
                PlanChanged,
                ResellerChanged,
                SubscriptionChanged,
                TenantChanged,
                UsageRecorded,
                UserChanged {

    /** Where it is published. */
    Topic topic();

    /** The CloudEvents type, its version included. */
    default String type() {
        return "dev.sotto." + topic().topicName().replace('-', '.') + ".v1";
    }

    /** The aggregate that it happened to: the CloudEvents subject and the Kafka key. */
    UUID aggregateId();

    /** The aggregate's version after it; goes up with each event of one aggregate. */
    long version();

    /** The tenant that it concerns. */
    @Nullable
    UUID tenantId();

    /** The reseller that it concerns. */
    @Nullable
    UUID resellerId();
}
