package dev.sotto.tenants.entitlements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.model.tenants.AllowanceOverrides;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.tenants.entitlements.EntitlementPolicy.Facts;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitlementPolicyTest {

    private static final PlanAllowance PLAN = new PlanAllowance(
            100,
            60,
            5,
            new PlanLimits(600, 300, 2, 3),
            new PlanFeatures(null, List.of("en"), true, null, null, null, 30));

    private static Entitlement decide(
            @Nullable SubscriptionStatus status, boolean closed, Set<SuspensionReason> reasons) {
        return EntitlementPolicy.decide(new Facts(PLAN, AllowanceOverrides.NONE, status, closed, reasons));
    }

    @Test
    void givesWhatTheVersionAllows() {
        assertThat(decide(SubscriptionStatus.Active, false, Set.of()))
                .isEqualTo(new Entitlement(
                        TenantStatus.Active, Set.of(), 3_600_000, 100_000_000, 5, 3, 2, 600, 300, PLAN.features()));
    }

    @Test
    void overridesReplaceSingleLimits() {
        var overrides = new AllowanceOverrides(200, null, null, null, 30, 7, null);

        assertThat(EntitlementPolicy.decide(new Facts(PLAN, overrides, SubscriptionStatus.Active, false, Set.of())))
                .isEqualTo(new Entitlement(
                        TenantStatus.Active, Set.of(), 3_600_000, 200_000_000, 5, 3, 7, 600, 30, PLAN.features()));
    }

    @Test
    void overridesGiveNoQuotaWithoutASubscription() {
        var overrides = new AllowanceOverrides(200, 500, null, null, null, null, null);

        Entitlement answer =
                EntitlementPolicy.decide(new Facts(PLAN, overrides, SubscriptionStatus.Expired, false, Set.of()));

        assertThat(answer.processingMs()).isZero();
        assertThat(answer.storageBytes()).isZero();
    }

    @Test
    void tenantWorksUntilItsSubscriptionIsKnown() {
        assertThat(decide(null, false, Set.of())).isEqualTo(decide(SubscriptionStatus.Active, false, Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "Trial, true",
        "Active, true",
        "GracePeriod, true",
        "PastDue, true",
        "Cancelled, true",
        "Paused, false",
        "Expired, false"
    })
    void quotaEndsWithTheSubscription(SubscriptionStatus status, boolean entitled) {
        Entitlement answer = decide(status, false, Set.of());

        assertThat(answer.processingMs()).isEqualTo(entitled ? 3_600_000 : 0);
        assertThat(answer.storageBytes()).isEqualTo(entitled ? 100_000_000 : 0);
        assertThat(answer.status()).isEqualTo(TenantStatus.Active);
        assertThat(answer.concurrency()).isEqualTo(2);
    }

    /** Whatever a subscription does, it lifts no suspension and opens nothing that is closed. */
    @Property
    void subscriptionsLiftNothing(
            @ForAll SubscriptionStatus status, @ForAll boolean closed, @ForAll Set<SuspensionReason> reasons) {
        Entitlement answer = decide(status, closed, reasons);

        assertThat(answer.suspensions()).isEqualTo(reasons);
        assertThat(answer.status())
                .isEqualTo(
                        closed
                                ? TenantStatus.Closed
                                : reasons.isEmpty() ? TenantStatus.Active : TenantStatus.Suspended);
    }

    @Property
    void answerHasTheReasonsInOneOrder(@ForAll Set<SuspensionReason> reasons) {
        assertThat(List.copyOf(decide(null, false, reasons).suspensions()))
                .isEqualTo(List.copyOf(
                        reasons.isEmpty() ? EnumSet.noneOf(SuspensionReason.class) : EnumSet.copyOf(reasons)));
    }

    @Property
    void biggerVersionNeverGivesLess(
            @ForAll @IntRange(max = 1_000_000) int minutes,
            @ForAll @IntRange(max = 1_000_000) int more,
            @ForAll SubscriptionStatus status) {
        assertThat(millis(minutes + more, status))
                .isGreaterThanOrEqualTo(millis(minutes, status))
                .isNotNegative();
    }

    private static long millis(int minutes, SubscriptionStatus status) {
        var allowance = new PlanAllowance(1, minutes, 1, PlanLimits.USUAL, PlanFeatures.ALL);
        return EntitlementPolicy.decide(new Facts(allowance, AllowanceOverrides.NONE, status, false, Set.of()))
                .processingMs();
    }
}
