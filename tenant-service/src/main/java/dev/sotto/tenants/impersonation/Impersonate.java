package dev.sotto.tenants.impersonation;

import dev.sotto.model.tenants.DelegatedToken;
import dev.sotto.model.tenants.ImpersonateUser;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.tenants.ManagedTenant;
import dev.sotto.tenants.tokens.AccessTokens;
import dev.sotto.tenants.tokens.Person;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Issues a token with which the caller acts as another user, and records who did so and why, in one transaction. */
@ApplicationScoped
class Impersonate {

    /** Runs in the caller's scope, so tenants outside the caller's tree are not found. */
    private static final String TENANT = "select id, reseller_id, kind from tenants where id = $1";

    private static final String WITHDRAWN = """
            select exists(select 1 from users where tenant_id = $1 and id = $2 and date_trunc('second', tokens_valid_from) >= $3)
            """;

    private static final String USER = """
            select u.id as user_id, u.tenant_id, t.reseller_id, u.role, u.version, u.status
            from users u join tenants t on t.id = u.tenant_id
            where u.tenant_id = $1 and u.id = $2
            """;

    private final ScopedTransaction transactions;
    private final AccessTokens tokens;
    private final Clock clock;

    Impersonate(ScopedTransaction transactions, AccessTokens tokens, Clock clock) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.clock = clock;
    }

    Uni<DelegatedToken> impersonate(Caller caller, ImpersonateUser wanted) {
        if (wanted.tenantId().equals(caller.homeTenantId())) {
            throw notBelow();
        }
        return transactions
                .readFirst(caller, Impersonate::tenant, TENANT, wanted.tenantId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(tenant -> requireBelow(caller, tenant.kind()))
                .call(tenant -> requireThatATokenWouldHold(caller))
                .flatMap(tenant -> transactions.sql(tenant.narrow(caller), transaction -> enter(transaction, wanted)));
    }

    private static void requireBelow(Caller caller, TenantKind kind) {
        if (caller.roles().stream().noneMatch(role -> ImpersonationPolicy.isBelow(role, kind))) {
            throw notBelow();
        }
    }

    private static Problem notBelow() {
        return Problem.of(ProblemType.FORBIDDEN, "You can impersonate only users of organisations below your own.");
    }

    /**
     * {@code iat} has only seconds. Within the second in which the caller's tokens were withdrawn, every service would
     * refuse the new token.
     */
    private Uni<Void> requireThatATokenWouldHold(Caller caller) {
        Caller atHome = caller.narrowedTo(caller.homeTenantId(), caller.scope().resellerId());
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
        return transactions
                .readFirst(
                        atHome, row -> row.getBoolean(0), WITHDRAWN, caller.homeTenantId(), caller.requireUserId(), now)
                .invoke(withdrawn -> {
                    if (withdrawn) {
                        throw Problem.of(
                                ProblemType.CONFLICT,
                                "Your own sessions were ended in this second. Retry after one second.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<DelegatedToken> enter(SqlTransaction transaction, ImpersonateUser wanted) {
        return transaction
                .first(Target::of, USER, wanted.tenantId(), wanted.userId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(Target::requireActive)
                .call(target -> transaction.record(impersonated(transaction.caller(), target.person(), wanted)))
                .map(target ->
                        tokens.delegated(target.person(), transaction.caller().requireUserId()));
    }

    private static Change impersonated(Caller caller, Person person, ImpersonateUser wanted) {
        Map<String, Object> facts =
                Map.of("by", caller.requireUserId(), "as", caller.roles(), "reason", wanted.reason());
        return new Change("impersonated", "user", person.userId(), person.tenantId(), person.resellerId(), null, facts);
    }

    private static ManagedTenant tenant(Row row) {
        return new ManagedTenant(
                row.getUUID("id"), row.getUUID("reseller_id"), TenantKind.valueOf(row.getString("kind")));
    }

    private record Target(Person person, UserStatus status) {

        static Target of(Row row) {
            return new Target(Person.of(row), UserStatus.valueOf(row.getString("status")));
        }

        void requireActive() {
            if (status != UserStatus.Active) {
                throw Problem.of(
                        ProblemType.CONFLICT, "Only an active user can be impersonated. This user is " + status + ".");
            }
        }
    }
}
