package dev.sotto.runtime.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.callerstatus.CallerSnapshot;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifiedTokenTest {

    private static final UUID USER = UUID.randomUUID();
    private static final UUID IMPERSONATOR = UUID.randomUUID();
    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID RESELLER = UUID.randomUUID();
    private static final Instant SECOND = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void isValidWhileUserIsUnknown() {
        assertThat(tokenOfVersion(1L).holds(new CallerSnapshot(null, null, null, null, null)))
                .isTrue();
    }

    @Test
    void isValidDespiteEventsThatItsSignerKnew() {
        assertThat(tokenOfVersion(2L).holds(heard(1, Role.Admin, UserStatus.Invited, null)))
                .isTrue();
        assertThat(tokenOfVersion(5L).holds(heard(5, Role.User, UserStatus.Suspended, SECOND.plusSeconds(9))))
                .isTrue();
    }

    @Test
    void isInvalidAfterNewerRoleOrStatus() {
        assertThat(tokenOfVersion(2L).holds(heard(3, Role.User, UserStatus.Active, null)))
                .isFalse();
        assertThat(tokenOfVersion(2L).holds(heard(3, Role.Admin, UserStatus.Removed, null)))
                .isFalse();
        assertThat(tokenOfVersion(2L).holds(heard(3, Role.Admin, UserStatus.Active, null)))
                .isTrue();
    }

    @Test
    void isWithdrawnInTheSameSecondWhenItsVersionIsOlder() {
        assertThat(tokenOfVersion(2L).holds(heard(3, Role.Admin, UserStatus.Active, SECOND)))
                .isFalse();
        assertThat(tokenOfVersion(3L).holds(heard(3, Role.Admin, UserStatus.Active, SECOND)))
                .isTrue();
        assertThat(tokenOfVersion(null).holds(heard(3, Role.Admin, UserStatus.Active, SECOND)))
                .isTrue();
        assertThat(tokenOfVersion(null).holds(heard(3, Role.Admin, UserStatus.Active, SECOND.plusSeconds(1))))
                .isFalse();
    }

    @Test
    void isInvalidAfterWithdrawalOfImpersonatorsTokens() {
        VerifiedToken token = token(IMPERSONATOR, null);

        assertThat(token.holds(impersonator(UserStatus.Active, null))).isTrue();
        assertThat(token.holds(impersonator(UserStatus.Active, SECOND.minusSeconds(1))))
                .isTrue();
        assertThat(token.holds(impersonator(UserStatus.Active, SECOND))).isFalse();
        assertThat(token.holds(impersonator(UserStatus.Suspended, null))).isFalse();
    }

    private static VerifiedToken tokenOfVersion(@Nullable Long version) {
        return token(null, version);
    }

    private static VerifiedToken token(@Nullable UUID impersonator, @Nullable Long version) {
        Caller caller = new Caller(
                new Scope.Tenant(TENANT, RESELLER),
                USER,
                Set.of(Role.Admin),
                null,
                impersonator,
                new Caller.Origin("request", null, null));
        return new VerifiedToken(caller, SECOND, SECOND.plusSeconds(600), version, null);
    }

    private static CallerSnapshot impersonator(UserStatus status, @Nullable Instant validFrom) {
        UserChanged news = new UserChanged(IMPERSONATOR, 7, RESELLER, RESELLER, Role.ResellerAdmin, status, validFrom);
        return new CallerSnapshot(null, null, news, null, null);
    }

    private static CallerSnapshot heard(long version, Role role, UserStatus status, @Nullable Instant validFrom) {
        return new CallerSnapshot(
                null, new UserChanged(USER, version, TENANT, RESELLER, role, status, validFrom), null, null, null);
    }
}
