package dev.sotto.tenants.webhooks;

import static dev.sotto.model.webhooks.WebhookEvent.TENANT_CLOSED;
import static dev.sotto.model.webhooks.WebhookEvent.TENANT_CREATED;
import static dev.sotto.model.webhooks.WebhookEvent.TENANT_PLAN_CHANGED;
import static dev.sotto.model.webhooks.WebhookEvent.TENANT_REACTIVATED;
import static dev.sotto.model.webhooks.WebhookEvent.TENANT_SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.json.Ids;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenantNewsTest {

    private static final UUID PLAN = Ids.next();
    private static final TenantNews.Known ACTIVE = new TenantNews.Known(1, TenantStatus.Active, PLAN);
    private static final TenantNews.Known SUSPENDED = new TenantNews.Known(1, TenantStatus.Suspended, PLAN);

    @Test
    void aTenantThatIsNotKnownIsNew() {
        assertThat(TenantNews.between(null, tenant(TenantKind.Customer, TenantStatus.Active, PLAN)))
                .containsExactly(TENANT_CREATED);
    }

    @Test
    void statusAndPlanAreNews() {
        assertThat(TenantNews.between(ACTIVE, tenant(TenantKind.Customer, TenantStatus.Active, PLAN)))
                .isEmpty();
        assertThat(TenantNews.between(ACTIVE, tenant(TenantKind.Customer, TenantStatus.Suspended, PLAN)))
                .containsExactly(TENANT_SUSPENDED);
        assertThat(TenantNews.between(SUSPENDED, tenant(TenantKind.Customer, TenantStatus.Active, Ids.next())))
                .containsExactly(TENANT_REACTIVATED, TENANT_PLAN_CHANGED);
        assertThat(TenantNews.between(SUSPENDED, tenant(TenantKind.Customer, TenantStatus.Closed, PLAN)))
                .containsExactly(TENANT_CLOSED);
    }

    @Test
    void housesAreNoNews() {
        assertThat(TenantNews.between(null, tenant(TenantKind.House, TenantStatus.Active, null)))
                .isEmpty();
    }

    private static TenantChanged tenant(TenantKind kind, TenantStatus status, UUID planId) {
        return new TenantChanged(
                Ids.next(),
                2,
                Ids.next(),
                kind,
                status,
                Set.of(),
                planId,
                Instant.EPOCH,
                0,
                0,
                0,
                1,
                0,
                1,
                1,
                PlanFeatures.ALL,
                null);
    }
}
