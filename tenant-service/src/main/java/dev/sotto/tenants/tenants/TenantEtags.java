package dev.sotto.tenants.tenants;

import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.TenantView;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ETags of tenants: the version, and behind it what a reseller's suspension adds without moving any tenant's version. */
public final class TenantEtags {

    private TenantEtags() {}

    public static String of(TenantView tenant) {
        if (tenant.status() == TenantStatus.Active) {
            return Long.toString(tenant.version());
        }
        String inherited = tenant.resellerSuspensions().stream().map(Enum::name).collect(Collectors.joining("."));
        return tenant.version() + "-" + tenant.status() + "-" + inherited;
    }

    /** {@code If-Match} with versions alone: what a reseller adds stops no change. */
    public static @Nullable String version(@Nullable String ifMatch) {
        return ifMatch == null ? null : ifMatch.replaceAll("\"(\\d+)-[A-Za-z.-]*\"", "\"$1\"");
    }
}
