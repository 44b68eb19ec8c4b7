package dev.sotto.billing.subscriptions;

import dev.sotto.billing.commission.ResellerRates;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import dev.sotto.runtime.inbox.InvalidEvent;
import dev.sotto.runtime.isolation.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes tenants: each tenant with a plan has a subscription. */
@ApplicationScoped
class TenantConsumer {

    private static final String NAME = "billing-service/tenants";
    private static final Caller LOOKING_UP = Caller.system(NAME);

    private final Inbox inbox;
    private final ResellerRates rates;
    private final FollowTenant followTenant;

    TenantConsumer(Inbox inbox, ResellerRates rates, FollowTenant followTenant) {
        this.inbox = inbox;
        this.rates = rates;
        this.followTenant = followTenant;
    }

    @Incoming("tenant-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive(NAME, received, TenantChanged.class, this::handle);
    }

    private Uni<Effect> handle(CloudEvent<TenantChanged> event) {
        TenantChanged tenant = event.data();
        check(tenant);
        if (!isSubscriber(tenant)) {
            return Uni.createFrom().item(transaction -> followTenant.store(transaction, tenant));
        }
        return rates.find(LOOKING_UP, tenant.resellerId())
                .map(history -> transaction -> followTenant.follow(transaction, event, history));
    }

    private static boolean isSubscriber(TenantChanged tenant) {
        return tenant.kind() == TenantKind.Customer && tenant.subscriptionPlanId() != null;
    }

    private static void check(TenantChanged tenant) {
        if (tenant.kind() == null || tenant.version() < 1) {
            throw new InvalidEvent("a tenant without kind or version");
        }
        if (isSubscriber(tenant) && (tenant.resellerId() == null || tenant.anchor() == null)) {
            throw new InvalidEvent("a tenant on a plan without reseller or anchor");
        }
    }
}
