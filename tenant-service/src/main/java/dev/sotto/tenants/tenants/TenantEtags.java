package dev.sotto.tenants.tenants;

import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.TenantView;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ETags of tenants: the version, followed by the reseller's suspensions, which do not change the version. */
final class TenantEtags {

    private TenantEtags() {}

    static String of(TenantView tenant) {
        if (tenant.status() == TenantStatus.Active) {
            return Long.toString(tenant.version());
        }
        String inherited = tenant.resellerSuspensions().stream().map(Enum::name).collect(Collectors.joining("."));
        return tenant.version() + "-" + tenant.status() + "-" + inherited;
    }

    /** Removes the reseller's part from {@code If-Match}, because it does not prevent a change. */
    static @Nullable String version(@Nullable String ifMatch) {
        return ifMatch == null ? null : ifMatch.replaceAll("\"(\\d+)-[A-Za-z.-]*\"", "\"$1\"");
    }
}
