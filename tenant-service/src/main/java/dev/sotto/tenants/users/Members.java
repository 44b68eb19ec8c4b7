package dev.sotto.tenants.users;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Changes a user's role and status in a transaction within the tenant: locks the tenant, then the user, checks the
 * rules, writes the row and publishes the change.
 */
@ApplicationScoped
public class Members {

    /**
     * Operations that count the tenant's users wait for each other. A separate statement, so that the next one sees the
     * earlier changes.
     */
    static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))";

    private static final String FIND = """
            select id, tenant_id, email, first_name, last_name, language, time_zone, role, status, last_login,
                version, created_at, updated_at, tenant_kind, tokens_valid_from
            from users where tenant_id = $1 and id = $2 and status <> 'Removed' for update
            """;
    private static final String COUNT_OTHER_LEADERS = """
            select count(*) as others from users
            where tenant_id = $1 and id <> $2 and status = 'Active' and role <> 'User'
            """;
    private static final String MOVE = """
            update users set role = $3, status = $4, tokens_valid_from = $5, version = version + 1, updated_at = now()
            where tenant_id = $1 and id = $2
            returning id, tenant_id, email, first_name, last_name, language, time_zone, role, status, last_login,
                version, created_at, updated_at, tenant_kind, tokens_valid_from
            """;

    private final Clock clock;

    Members(Clock clock) {
        this.clock = clock;
    }

    /** Locks a user of the caller's tenant until the transaction ends; 404 if there is none or the user was removed. */
    public Uni<Member> lock(SqlTransaction transaction, UUID id) {
        UUID tenantId = transaction.caller().requireTenantId();
        return transaction
                .execute(LOCK, tenantId)
                .chain(() -> transaction.first(Member::of, FIND, tenantId, id))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    /** The same for a user whom the caller's role may manage. */
    Uni<Member> lockManaged(SqlTransaction transaction, UUID id) {
        return lock(transaction, id).invoke(member -> {
            var roles = transaction.caller().roles();
            if (roles.stream()
                    .noneMatch(role -> RoleGrants.mayInvite(
                            role, member.kind(), member.view().role()))) {
                throw Problem.of(
                        ProblemType.FORBIDDEN,
                        "Your role cannot manage users of the role "
                                + member.view().role() + ".");
            }
        });
    }

    /** Refuses to remove the tenant's last administrator. */
    Uni<Void> requireAnotherLeader(SqlTransaction transaction, Member leaving) {
        if (!leaving.isLeader()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .first(
                        row -> row.getLong("others"),
                        COUNT_OTHER_LEADERS,
                        leaving.view().tenantId(),
                        leaving.view().id())
                .invoke(others -> {
                    if (others == null || others == 0) {
                        throw Problem.of(
                                ProblemType.CONFLICT,
                                "This is the last active " + leaving.view().role()
                                        + " of the organisation. Give another user this role first.");
                    }
                })
                .replaceWithVoid();
    }

    /** Sets role and status, and withdraws the access tokens with the old ones. */
    Uni<Member> move(SqlTransaction transaction, Move move) {
        return transaction
                .first(
                        Member::of,
                        MOVE,
                        move.before().view().tenantId(),
                        move.before().view().id(),
                        move.role().name(),
                        move.status().name(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .call(after -> announce(transaction, move.action(), move.before(), after));
    }

    /** Withdraws all access tokens of a user, with an action for the audit log. */
    public Uni<Member> withdrawTokens(SqlTransaction transaction, String action, Member member) {
        return move(
                transaction,
                new Move(action, member, member.view().role(), member.view().status()));
    }

    /** Records a change of role or status, and publishes it. */
    Uni<Void> announce(SqlTransaction transaction, String action, Member before, Member after) {
        UUID resellerId = transaction.caller().scope().resellerId();
        return transaction
                .record(new Change(
                        action,
                        "user",
                        after.view().id(),
                        after.view().tenantId(),
                        resellerId,
                        AuditedUser.of(before.view()),
                        AuditedUser.of(after.view())))
                .chain(() -> transaction.publish(after.event(resellerId)));
    }

    /** The new role and status of a user. */
    record Move(String action, Member before, Role role, UserStatus status) {}
}
