package dev.sotto.model.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A published event: the {@code data} of a {@link CloudEvent}. */
public sealed interface Event
        permits ApiKeyChanged,
                BrandingChanged,
                JobCompleted,
                MediaChanged,
                PlanChanged,
                ResellerChanged,
                SubscriptionChanged,
                TenantChanged,
                UsageRecorded,
                UserChanged {

    /** Returns the topic on which the event is published. */
    Topic topic();

    /** Returns the CloudEvents type, including its version. */
    default String type() {
        return "dev.sotto." + topic().topicName().replace('-', '.') + ".v1";
    }

    /** Returns the id of the aggregate that changed. It is the CloudEvents subject and the Kafka key. */
    UUID aggregateId();

    /** Returns the aggregate's version after the event. It increases with each event of the aggregate. */
    long version();

    /** Returns the tenant that the event concerns. */
    @Nullable
    UUID tenantId();

    /** Returns the reseller that the event concerns. */
    @Nullable
    UUID resellerId();
}
