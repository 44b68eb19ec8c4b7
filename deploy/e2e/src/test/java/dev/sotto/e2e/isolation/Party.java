package dev.sotto.e2e.isolation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of organisations: the platform (no reseller), a reseller (no tenant), a tenant (no user), or a
 * person.
 *
 * @param admin whether it stands for all people of its organisation
 */
public record Party(
        @Nullable String reseller,
        @Nullable String tenant,
        @Nullable String user,
        boolean admin) {
    static final Party PLATFORM = new Party(null, null, null, true);

    static Party reseller(String reseller) {
        return new Party(reseller, null, null, true);
    }

    public static Party tenant(@Nullable String reseller, @Nullable String tenant) {
        return new Party(reseller, tenant, null, true);
    }

    boolean isPlatform() {
        return reseller == null;
    }

    boolean isReseller() {
        return reseller != null && tenant == null;
    }

    boolean isOfSameReseller(Party other) {
        return reseller != null && reseller.equals(other.reseller);
    }

    boolean isOfSameTenant(Party other) {
        return isOfSameReseller(other) && tenant != null && tenant.equals(other.tenant);
    }

    boolean isSamePerson(Party other) {
        return user != null && Objects.equals(user, other.user);
    }
}
