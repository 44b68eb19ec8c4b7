package dev.sotto.jobs.jobs;

import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.callerstatus.AccountStatus;
import dev.sotto.runtime.callerstatus.CallerSnapshot;
import dev.sotto.runtime.callerstatus.CallerStatusStore;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out whether those who send recordings may still do so when their request is over. */
@ApplicationScoped
public class Senders {

    private final CallerStatusStore statuses;
    private final Clock clock;

    Senders(CallerStatusStore statuses, Clock clock) {
        this.statuses = statuses;
        this.clock = clock;
    }

    /**
     * Returns a sender as they are now; fails if they may not submit a job any more.
     *
     * @param work names in the audit log what is done for them
     */
    public Uni<Caller> of(Sender sender, String work) {
        Uni<@Nullable CallerSnapshot> known = sender.apiKeyId() == null
                ? statuses.of(new CallerStatusStore.Named(
                        sender.userId(), sender.impersonatorId(), sender.tenantId(), sender.resellerId()))
                : statuses.ofKey(sender.apiKeyId());
        return known.map(snapshot -> caller(sender, snapshot, work));
    }

    private Caller caller(Sender sender, @Nullable CallerSnapshot known, String work) {
        if (known == null || !isStillThere(sender, known)) {
            throw Problem.of(
                    ProblemType.UNAUTHENTICATED, "Whoever sent the recording was removed or lost access meanwhile.");
        }
        if (sender.apiKeyId() != null && !known.key().permissions().contains(Permission.JOBS_WRITE)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "The API key does not have the permission " + Permission.JOBS_WRITE.word() + ".",
                    Map.of("permission", Permission.JOBS_WRITE.word()));
        }
        requireActive(known.accountStatus());
        Role role = known.user() == null ? sender.role() : known.user().role();
        return new Caller(
                new Scope.Tenant(sender.tenantId(), sender.resellerId()),
                sender.userId(),
                Set.of(role),
                sender.apiKeyId() == null
                        ? null
                        : new Caller.Key(sender.apiKeyId(), known.key().permissions()),
                sender.impersonatorId(),
                new Caller.Origin(work, null, null));
    }

    private boolean isStillThere(Sender sender, CallerSnapshot known) {
        boolean user = known.user() == null
                || (known.user().status() == UserStatus.Active
                        && known.user().tenantId().equals(sender.tenantId())
                        && (known.user().role() == Role.Admin || known.user().role() == Role.User));
        boolean impersonator =
                known.impersonator() == null || known.impersonator().status() == UserStatus.Active;
        boolean reseller = known.tenant() == null
                || known.tenant().resellerId() == null
                || known.tenant().resellerId().equals(sender.resellerId());
        return user && impersonator && reseller && (sender.apiKeyId() == null || holds(known));
    }

    private boolean holds(CallerSnapshot known) {
        return known.isCompleteForKey()
                && !known.key().revoked()
                && (known.key().expiresAt() == null || known.key().expiresAt().isAfter(clock.instant()));
    }

    private static void requireActive(AccountStatus status) {
        if (!status.isActive()) {
            throw Problem.of(
                    ProblemType.SUSPENDED,
                    "The organisation is suspended or closed.",
                    Map.of("reasons", status.suspensions().stream().sorted().toList()));
        }
    }
}
