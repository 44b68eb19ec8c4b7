package dev.sotto.runtime.access;

import dev.sotto.runtime.callerstatus.AccountStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides whether a caller may call an operation now, from the annotations of the operation's method. */
final class Authorization {

    private Authorization() {}

    /**
     * Fails with a problem if the caller's role, API key or impersonation does not allow the operation, or if a
     * suspension forbids it.
     */
    static void require(Caller caller, AccountStatus accountStatus, Method operation) {
        requireRole(caller, operation);
        requirePermission(caller.key(), operation);
        requireNoImpersonation(caller, operation);
        requireActiveOrganisation(accountStatus, operation);
    }

    /**
     * The framework checks the role when a request begins. During the request, the role of an API key's user may
     * change.
     */
    private static void requireRole(Caller caller, Method operation) {
        RolesAllowed allowed = operation.getAnnotation(RolesAllowed.class);
        if (allowed != null
                && caller.roles().stream()
                        .noneMatch(role -> Arrays.asList(allowed.value()).contains(role.name()))) {
            throw new ForbiddenException();
        }
    }

    private static void requirePermission(Caller.@Nullable Key key, Method operation) {
        if (key == null) {
            return;
        }
        RequiresApiKeyPermission needed = operation.getAnnotation(RequiresApiKeyPermission.class);
        if (needed == null) {
            throw Problem.of(ProblemType.FORBIDDEN, "An API key cannot do this. Sign in with a password.");
        }
        if (!key.permissions().contains(needed.value())) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "The API key does not have the permission " + needed.value().word() + ".",
                    Map.of("permission", needed.value().word()));
        }
    }

    private static void requireNoImpersonation(Caller caller, Method operation) {
        if (caller.impersonatorId() != null && operation.isAnnotationPresent(NoImpersonation.class)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "This action is not possible while you impersonate a user. Use your own session.");
        }
    }

    private static void requireActiveOrganisation(AccountStatus accountStatus, Method operation) {
        if (!accountStatus.isActive() && !operation.isAnnotationPresent(AllowedWhileSuspended.class)) {
            throw Problem.of(
                    ProblemType.SUSPENDED,
                    accountStatus.closed()
                            ? "The organisation is closed. Existing data can still be read and exported."
                            : "The organisation is suspended. Existing data can still be read and exported.",
                    Map.of(
                            "reasons",
                            accountStatus.suspensions().stream().sorted().toList()));
        }
    }
}
