package dev.sotto.tenants.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.tenants.NewTenant;
import dev.sotto.model.tenants.TenantStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenantTest {

    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final int LENGTH = 5;

    /** The expected state of a tenant after the same steps. */
    private record Model(boolean closed, Set<SuspensionReason> reasons) {

        TenantStatus status() {
            if (closed) {
                return TenantStatus.Closed;
            }
            return reasons.isEmpty() ? TenantStatus.Active : TenantStatus.Suspended;
        }
    }

    private interface Step {

        /** Returns whether the tenant says that it changed. */
        boolean take(Tenant tenant);

        Model after(Model before);
    }

    @Test
    void statusFollowsReasonsAfterAnySequence() {
        List<Step> steps = new ArrayList<>(List.of(close(true), close(false)));
        for (SuspensionReason reason : SuspensionReason.values()) {
            steps.add(suspend(reason));
            steps.add(lift(reason));
        }
        int sequences = (int) Math.pow(steps.size(), LENGTH);

        for (int sequence = 0; sequence < sequences; sequence++) {
            Tenant tenant = aTenant();
            Model model = new Model(false, Set.of());
            int rest = sequence;
            for (int i = 0; i < LENGTH; i++) {
                Step step = steps.get(rest % steps.size());
                rest /= steps.size();
                Model next = step.after(model);
                assertThat(step.take(tenant)).isEqualTo(!next.equals(model));
                model = next;
            }
            assertThat(tenant.ownView().suspensions()).isEqualTo(model.reasons());
            assertThat(tenant.ownView().status()).isEqualTo(model.status());
            assertThat(tenant.entitlements().suspensions()).isEqualTo(model.reasons());
            assertThat(tenant.entitlements().status()).isEqualTo(model.status());
        }
    }

    private static Step suspend(SuspensionReason reason) {
        return step(tenant -> tenant.suspend(reason, NOW), before -> with(before, reason, true));
    }

    private static Step lift(SuspensionReason reason) {
        return step(tenant -> tenant.lift(reason, NOW), before -> with(before, reason, false));
    }

    private static Step close(boolean closed) {
        return step(
                tenant -> closed ? tenant.close(NOW) : tenant.reopen(NOW),
                before -> new Model(closed, before.reasons()));
    }

    private static Step step(java.util.function.Predicate<Tenant> take, java.util.function.UnaryOperator<Model> after) {
        return new Step() {
            @Override
            public boolean take(Tenant tenant) {
                return take.test(tenant);
            }

            @Override
            public Model after(Model before) {
                return after.apply(before);
            }
        };
    }

    private static Model with(Model before, SuspensionReason reason, boolean stands) {
        Set<SuspensionReason> reasons = EnumSet.noneOf(SuspensionReason.class);
        reasons.addAll(before.reasons());
        if (stands) {
            reasons.add(reason);
        } else {
            reasons.remove(reason);
        }
        return new Model(before.closed(), reasons);
    }

    private static Tenant aTenant() {
        UUID plan = new UUID(0, 1);
        return new Tenant(
                new UUID(0, 2),
                new UUID(0, 3),
                new NewTenant("Acme", null, plan, null, null, null),
                new PlanChanged(plan, 1, null, "Basic", BigDecimal.TEN, "EUR", 100, 60, 5, null, null, null, 1, null),
                NOW);
    }
}
