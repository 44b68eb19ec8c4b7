package dev.sotto.tenants.apikeys;

import dev.sotto.model.access.ApiKeyView;
import dev.sotto.model.access.NewApiKey;
import dev.sotto.model.access.Permission;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.access.ApiKeyText;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.tenants.ManagedTenant;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates an API key for the caller or, as an Admin, for a user of the caller's tenant. */
@ApplicationScoped
class CreateApiKey {

    /** The maximum number of valid keys per user; revoked and expired ones do not count. */
    static final int KEYS_PER_USER = 50;

    private static final int LONGEST_YEARS = 10;
    /** Creations for one user wait for each other, so that each counts the keys of the earlier ones. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 1))";

    private static final String USER = "select role, status from users where tenant_id = $1 and id = $2 for share";
    private static final String INSERT = """
            insert into api_keys (id, tenant_id, user_id, name, key_hash, permissions, expires_at, created_at)
            select $1, $2, $3, $4, $5, cast(cast($6 as text) as jsonb), $7, $8
            where (select count(*) from api_keys k where k.tenant_id = $2 and k.user_id = $3 and k.revoked_at is null
                and (k.expires_at is null or k.expires_at > $8)) < $9
            returning id, tenant_id, user_id, name, permissions::text as permissions, expires_at, last_used_at, revoked_at,
                version, created_at, 'Active' as status
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final ApiKeyQueries queries;
    private final Idempotency idempotency;
    private final Clock clock;

    CreateApiKey(
            ScopedTransaction transactions,
            ManagedTenants tenants,
            ApiKeyQueries queries,
            Idempotency idempotency,
            Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.queries = queries;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Uni<ApiKeyView> create(Caller caller, NewApiKey wanted, @Nullable String idempotencyKey) {
        requireExpiry(wanted.expiresAt());
        return tenants.find(caller, wanted.tenantId())
                .invoke(tenant -> requireOwn(caller, tenant, wanted))
                .flatMap(tenant -> createOnce(tenant.narrow(caller), wanted, idempotencyKey));
    }

    private void requireExpiry(@Nullable Instant expiresAt) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        if (expiresAt != null
                && (!expiresAt.isAfter(now.toInstant())
                        || expiresAt.isAfter(now.plusYears(LONGEST_YEARS).toInstant()))) {
            throw Problem.invalid(new Fault(
                    "/expires_at",
                    FaultCode.OUT_OF_RANGE,
                    Map.of(
                            "min",
                            now.toInstant(),
                            "max",
                            now.plusYears(LONGEST_YEARS).toInstant()),
                    "must be in the future, at most " + LONGEST_YEARS + " years from now"));
        }
    }

    private static void requireOwn(Caller caller, ManagedTenant tenant, NewApiKey wanted) {
        if (!tenant.id().equals(ManagedTenants.ownTenantOf(caller))) {
            throw forbidden("Only users of the tenant can create its API keys.");
        }
        boolean forOther = wanted.userId() != null && !wanted.userId().equals(caller.userId());
        if (forOther && !caller.has(Role.Admin)) {
            throw forbidden("Only an Admin can create API keys for other users.");
        }
    }

    private Uni<ApiKeyView> createOnce(Caller narrowed, NewApiKey wanted, @Nullable String idempotencyKey) {
        var request = Idempotency.Request.of("createApiKey", idempotencyKey, wanted);
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        return idempotency.once(
                narrowed,
                request,
                () -> transactions.sql(
                        narrowed,
                        transaction -> idempotency
                                .remember(transaction, request, key.id())
                                .chain(() -> create(transaction, key, wanted))),
                id -> queries.one(narrowed, id));
    }

    private Uni<ApiKeyView> create(SqlTransaction transaction, ApiKeyText key, NewApiKey wanted) {
        Caller caller = transaction.caller();
        UUID userId = wanted.userId() == null ? caller.requireUserId() : wanted.userId();
        return transaction
                .execute(LOCK, userId)
                .chain(() -> transaction.first(Holder::of, USER, caller.requireTenantId(), userId))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(holder -> holder.require(userId.equals(caller.userId()), wanted.permissions()))
                .chain(() -> insert(transaction, key, userId, wanted))
                .call(made -> announce(transaction, key, made))
                .map(made -> made.showing(key.text()));
    }

    private Uni<ApiKeyView> insert(SqlTransaction transaction, ApiKeyText key, UUID userId, NewApiKey wanted) {
        List<Permission> permissions =
                wanted.permissions().stream().distinct().sorted().toList();
        Instant expiresAt = wanted.expiresAt();
        return transaction
                .first(
                        ApiKeyRows::view,
                        INSERT,
                        key.id(),
                        transaction.caller().requireTenantId(),
                        userId,
                        wanted.name(),
                        key.secretHash(),
                        ApiKeyRows.json(permissions),
                        expiresAt == null
                                ? null
                                : expiresAt.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC),
                        KEYS_PER_USER)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(
                        ProblemType.CONFLICT,
                        "A user can have at most " + KEYS_PER_USER
                                + " API keys. Revoke one that is no longer used, then retry."));
    }

    private static Uni<Void> announce(SqlTransaction transaction, ApiKeyText key, ApiKeyView made) {
        UUID resellerId = transaction.caller().scope().resellerId();
        return transaction
                .record(Change.created("api_key", made.id(), made.tenantId(), resellerId, made))
                .chain(() -> transaction.publish(new ApiKeyChanged(
                        made.id(),
                        made.version(),
                        made.tenantId(),
                        resellerId,
                        made.userId(),
                        key.secretHash(),
                        Set.copyOf(made.permissions()),
                        made.expiresAt(),
                        false)));
    }

    private static Problem forbidden(String detail) {
        return Problem.of(ProblemType.FORBIDDEN, detail);
    }

    /** The user who will own the key. */
    private record Holder(Role role, UserStatus status) {

        static Holder of(io.vertx.mutiny.sqlclient.Row row) {
            return new Holder(Role.valueOf(row.getString("role")), UserStatus.valueOf(row.getString("status")));
        }

        void require(boolean isCaller, List<Permission> permissions) {
            if (!isCaller && role != Role.User) {
                throw forbidden("An Admin can create API keys only for users of the role User and for themselves.");
            }
            if (status != UserStatus.Active) {
                throw Problem.of(
                        ProblemType.CONFLICT, "Only an active user can get API keys. This user is " + status + ".");
            }
            List<Fault> faults = IntStream.range(0, permissions.size())
                    .filter(i -> !KeyPermissions.canUse(role, permissions.get(i)))
                    .mapToObj(i -> new Fault(
                            "/permissions/" + i,
                            FaultCode.NOT_ALLOWED,
                            "must be a permission that the role " + role + " can use"))
                    .toList();
            if (!faults.isEmpty()) {
                throw Problem.invalid(faults);
            }
        }
    }
}
