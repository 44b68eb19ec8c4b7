package dev.sotto.runtime.callerstatus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.access.Permission;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.callerstatus.CallerStatusStore.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How long a cached status is used, and what invalidates it. */
class CallerStatusCacheTest {

    private static final UUID USER = UUID.randomUUID();
    private static final UUID IMPERSONATOR = UUID.randomUUID();
    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID RESELLER = UUID.randomUUID();
    private static final UUID KEY = UUID.randomUUID();
    private static final Named NAMED = new Named(USER, IMPERSONATOR, TENANT, RESELLER);
    private static final CallerSnapshot UNKNOWN = new CallerSnapshot(null, null, null, null, null);
    private static final CallerSnapshot BY_KEY = new CallerSnapshot(
            new ApiKeyChanged(KEY, 1, TENANT, RESELLER, USER, "", Set.of(Permission.JOBS_READ), null, false),
            new UserChanged(USER, 1, TENANT, RESELLER, Role.User, UserStatus.Active, null),
            null,
            new TenantChanged(
                    TENANT,
                    1,
                    RESELLER,
                    TenantKind.Customer,
                    TenantStatus.Active,
                    Set.of(),
                    null,
                    Instant.EPOCH,
                    0,
                    0,
                    5,
                    1,
                    2,
                    600,
                    300,
                    PlanFeatures.ALL,
                    null),
            null);

    private final CallerStatusCache callerStatusCache = new CallerStatusCache();
    /** A {@link System#nanoTime} value that the test moves. */
    private long now = System.nanoTime();

    @BeforeEach
    void hearOfNobody() {
        callerStatusCache.heardOf(Set.of(), now);
    }

    @Test
    void entryIsValidForTwoSecondsWithoutPolling() {
        keep(NAMED, UNKNOWN);

        pass(Duration.ofMillis(1999));
        assertThat(believed(NAMED)).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(believed(NAMED)).isFalse();
    }

    @Test
    void entryStaysValidWhileOthersChange() {
        keep(NAMED, UNKNOWN);
        keep(KEY, BY_KEY);

        for (int second = 0; second < 20; second++) {
            pass(Duration.ofSeconds(1));
            callerStatusCache.heardOf(Set.of(UUID.randomUUID()), now);
        }

        assertThat(believed(NAMED)).isTrue();
        assertThat(believed(KEY)).isTrue();
    }

    static Stream<UUID> named() {
        return Stream.of(USER, IMPERSONATOR, TENANT, RESELLER);
    }

    @ParameterizedTest
    @MethodSource("named")
    void changeOfANamedIdInvalidatesTokenEntry(UUID named) {
        keep(NAMED, UNKNOWN);
        keep(KEY, UNKNOWN);

        callerStatusCache.heardOf(Set.of(UUID.randomUUID(), named), now);

        assertThat(believed(NAMED)).isFalse();
        assertThat(believed(KEY)).isTrue();
    }

    static Stream<UUID> behindAKey() {
        return Stream.of(KEY, USER, TENANT, RESELLER);
    }

    @ParameterizedTest
    @MethodSource("behindAKey")
    void changeBehindAKeyInvalidatesKeyEntry(UUID behindAKey) {
        keep(KEY, BY_KEY);

        callerStatusCache.heardOf(Set.of(UUID.randomUUID(), behindAKey), now);

        assertThat(believed(KEY)).isFalse();
    }

    @Test
    void manyChangesInvalidateAllEntries() {
        keep(NAMED, UNKNOWN);

        callerStatusCache.heardOfMany(now);

        assertThat(believed(NAMED)).isFalse();
    }

    @Test
    void doesNotStoreLookUpOlderThanAChange() {
        CallerStatusCache.Generation before = callerStatusCache.generation();

        callerStatusCache.heardOf(Set.of(USER), now);
        callerStatusCache.keep(NAMED, UNKNOWN, now, before);

        assertThat(believed(NAMED)).isFalse();
    }

    @Test
    void pollingGapInvalidatesAllEntries() {
        keep(NAMED, UNKNOWN);
        pass(Duration.ofMillis(1500));
        keep(KEY, BY_KEY);
        pass(Duration.ofMillis(600));

        callerStatusCache.heardOf(Set.of(), now);

        assertThat(believed(NAMED)).isFalse();
        assertThat(believed(KEY)).isFalse();
    }

    @Test
    void firstPollInvalidatesAllEntries() {
        CallerStatusCache fresh = new CallerStatusCache();
        fresh.keep(NAMED, UNKNOWN, now, fresh.generation());

        fresh.heardOf(Set.of(), System.nanoTime());

        assertThat(fresh.of(NAMED, now)).isNull();
    }

    private void keep(Object bearer, CallerSnapshot known) {
        callerStatusCache.keep(bearer, known, now, callerStatusCache.generation());
    }

    private boolean believed(Object bearer) {
        return callerStatusCache.of(bearer, now) != null;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
