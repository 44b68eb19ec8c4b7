package dev.sotto.jobs.uploads;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whoever wrote last to an upload. The job is made in their name when their request may be over. */
@ApplicationScoped
class Writer {

    private final CallerStatusStore statuses;
    private final Clock clock;

    Writer(CallerStatusStore statuses, Clock clock) {
        this.statuses = statuses;
        this.clock = clock;
    }

    static String role(Caller caller) {
        return caller.has(Role.Admin) ? Role.Admin.name() : Role.User.name();
    }

    static @Nullable UUID keyId(Caller caller) {
        return caller.key() == null ? null : caller.key().id();
    }

    /** Returns them as they are now; fails if they may not submit a job any more. */
    Uni<Caller> of(UploadRow upload) {
        Uni<@Nullable CallerSnapshot> known = upload.apiKeyId() == null
                ? statuses.of(new CallerStatusStore.Named(
                        upload.view().userId(),
                        upload.impersonatorId(),
                        upload.view().tenantId(),
                        upload.resellerId()))
                : statuses.ofKey(upload.apiKeyId());
        return known.map(snapshot -> caller(upload, snapshot));
    }

    private Caller caller(UploadRow upload, @Nullable CallerSnapshot known) {
        if (known == null || !isStillThere(upload, known)) {
            throw Problem.of(
                    ProblemType.UNAUTHENTICATED, "Whoever sent the recording was removed or lost access meanwhile.");
        }
        if (upload.apiKeyId() != null && !known.key().permissions().contains(Permission.JOBS_WRITE)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "The API key does not have the permission " + Permission.JOBS_WRITE.word() + ".",
                    Map.of("permission", Permission.JOBS_WRITE.word()));
        }
        requireActive(known.accountStatus());
        Role role = known.user() == null ? upload.role() : known.user().role();
        return new Caller(
                new Scope.Tenant(upload.view().tenantId(), upload.resellerId()),
                upload.view().userId(),
                Set.of(role),
                upload.apiKeyId() == null
                        ? null
                        : new Caller.Key(upload.apiKeyId(), known.key().permissions()),
                upload.impersonatorId(),
                new Caller.Origin("upload-" + upload.id(), null, null));
    }

    private boolean isStillThere(UploadRow upload, CallerSnapshot known) {
        boolean user = known.user() == null
                || (known.user().status() == UserStatus.Active
                        && known.user().tenantId().equals(upload.view().tenantId())
                        && (known.user().role() == Role.Admin || known.user().role() == Role.User));
        boolean impersonator =
                known.impersonator() == null || known.impersonator().status() == UserStatus.Active;
        boolean reseller = known.tenant() == null
                || known.tenant().resellerId() == null
                || known.tenant().resellerId().equals(upload.resellerId());
        return user && impersonator && reseller && (upload.apiKeyId() == null || holds(known));
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
