package dev.sotto.model.webhooks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sotto.model.tenants.TenantKind;
import java.util.Arrays;
import java.util.Set;

/** The types of events that webhooks receive. */
public enum WebhookEvent {
    JOB_COMPLETED("job.completed", TenantKind.Customer),
    JOB_FAILED("job.failed", TenantKind.Customer),
    JOB_CANCELLED("job.cancelled", TenantKind.Customer),
    QUOTA_EXHAUSTED("quota.exhausted", TenantKind.Customer),
    TENANT_CREATED("tenant.created", TenantKind.House),
    TENANT_SUSPENDED("tenant.suspended", TenantKind.Customer, TenantKind.House),
    TENANT_REACTIVATED("tenant.reactivated", TenantKind.Customer, TenantKind.House),
    TENANT_CLOSED("tenant.closed", TenantKind.House),
    TENANT_PLAN_CHANGED("tenant.plan_changed", TenantKind.Customer, TenantKind.House),
    /** Sent on request only; nobody registers for it. */
    WEBHOOK_TEST("webhook.test");

    private final String word;
    private final Set<TenantKind> receivers;

    WebhookEvent(String word, TenantKind... receivers) {
        this.word = word;
        this.receivers = Set.of(receivers);
    }

    /** Returns the form used in JSON and in the database. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Returns whether webhooks of such tenants may register for it. A House registers for events of its customers. */
    public boolean isFor(TenantKind kind) {
        return receivers.contains(kind);
    }

    /**
     * Returns the type for the form used in JSON.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    @JsonCreator
    public static WebhookEvent of(String word) {
        return Arrays.stream(values())
                .filter(event -> event.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a type of event: " + word));
    }
}
