package dev.sotto.tenants.accounts;

import dev.sotto.model.tenants.MeView;
import dev.sotto.model.tenants.MeView.Impersonation;
import dev.sotto.model.tenants.MeView.Organisation;
import dev.sotto.model.tenants.MeView.Reseller;
import dev.sotto.model.tenants.MeView.Seats;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.readthrough.ResellerReplicas;
import dev.sotto.tenants.tenants.Entitlements;
import dev.sotto.tenants.tenants.ManagedTenants;
import dev.sotto.tenants.users.UserRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads who is signed in, and where. */
@ApplicationScoped
class MeQueries {

    private static final String ME = """
            select u.id, u.tenant_id, u.email, u.first_name, u.last_name, u.language, u.time_zone, u.role, u.status,
                u.last_login, u.version, u.created_at, u.updated_at,
                o.kind as organisation_kind, o.name as organisation_name, o.status as organisation_status,
                o.suspensions || o.reseller_suspensions as suspensions, o.max_users,
                (select count(*) from users s where s.tenant_id = $1 and s.status <> 'Removed') as seats_used,
                t.features::text as features, t.reseller_id
            from users u
            join tenant_overviews o on o.id = u.tenant_id
            join tenants t on t.id = u.tenant_id
            where u.tenant_id = $1 and u.id = $2
            """;
    /** The last reason that this person gave: the token does not say which one it was made for. */
    private static final String REASON = """
            select after ->> 'reason' as reason from audit_log
            where tenant_id = $1 and subject_id = $2 and user_id = $3 and action = 'impersonated'
            order by id desc limit 1
            """;
    /** The impersonator is of another tenant, which the impersonated person's scope does not show. */
    private static final Caller IMPERSONATION = Caller.system("impersonation");

    private static final String NAME = """
            select coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email) as name from users where id = $1
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final ResellerReplicas resellers;

    MeQueries(ScopedTransaction transactions, ManagedTenants tenants, ResellerReplicas resellers) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.resellers = resellers;
    }

    /** @param expiresAt when the caller's access token ends; null for an API key */
    Uni<MeView> of(Caller caller, @Nullable Instant expiresAt) {
        return tenants.find(caller, null)
                .map(tenant -> tenant.narrow(caller))
                .flatMap(narrowed -> transactions
                        .readFirst(narrowed, row -> row, ME, narrowed.requireTenantId(), narrowed.requireUserId())
                        .onItem()
                        .ifNull()
                        .failWith(Problem::notFound)
                        .flatMap(row -> view(narrowed, row, expiresAt)));
    }

    private Uni<MeView> view(Caller narrowed, Row row, @Nullable Instant expiresAt) {
        return reseller(narrowed, row.getUUID("reseller_id"))
                .flatMap(reseller ->
                        impersonation(narrowed, expiresAt).map(impersonation -> view(row, reseller, impersonation)));
    }

    private Uni<@Nullable Reseller> reseller(Caller narrowed, @Nullable UUID resellerId) {
        if (resellerId == null) {
            return Uni.createFrom().nullItem();
        }
        return resellers
                .find(narrowed, resellerId)
                .map(found -> found == null ? null : new Reseller(resellerId, found.name()));
    }

    private Uni<@Nullable Impersonation> impersonation(Caller narrowed, @Nullable Instant expiresAt) {
        UUID impersonatorId = narrowed.impersonatorId();
        if (impersonatorId == null || expiresAt == null) {
            return Uni.createFrom().nullItem();
        }
        return transactions
                .readFirst(IMPERSONATION, row -> row.getString("name"), NAME, impersonatorId)
                .flatMap(name -> transactions
                        .readFirst(
                                narrowed,
                                row -> row.getString("reason"),
                                REASON,
                                narrowed.requireTenantId(),
                                narrowed.requireUserId(),
                                impersonatorId)
                        .map(reason ->
                                new Impersonation(name == null ? impersonatorId.toString() : name, reason, expiresAt)));
    }

    private static MeView view(Row row, @Nullable Reseller reseller, @Nullable Impersonation impersonation) {
        Organisation organisation = new Organisation(
                row.getUUID("tenant_id"),
                TenantKind.valueOf(row.getString("organisation_kind")),
                row.getString("organisation_name"),
                TenantStatus.valueOf(row.getString("organisation_status")),
                Entitlements.suspensions(row.getArrayOfStrings("suspensions")),
                new Seats(row.getInteger("seats_used"), row.getInteger("max_users")));
        return new MeView(
                UserRows.view(row),
                organisation,
                reseller,
                Entitlements.features(row.getString("features")),
                impersonation);
    }
}
