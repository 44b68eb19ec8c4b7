package dev.sotto.jobs.jobs;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Limits the streams per person and organisation, because each holds a connection. */
@ApplicationScoped
class Watchers {

    private static final int OF_A_USER = 8;
    private static final int OF_A_TENANT = 64;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final ConcurrentMap<UUID, Integer> open = new ConcurrentHashMap<>();

    /** Counts one more stream, or refuses it. Each counted stream must {@link #leave}. */
    void enter(Caller caller) {
        UUID user = caller.requireUserId();
        UUID tenant = caller.requireTenantId();
        if (open.merge(user, 1, Integer::sum) > OF_A_USER) {
            leave(user);
            throw tooMany("You already have " + OF_A_USER + " event streams open.");
        }
        if (open.merge(tenant, 1, Integer::sum) > OF_A_TENANT) {
            leave(caller);
            throw tooMany("Your organisation already has " + OF_A_TENANT + " event streams open.");
        }
    }

    void leave(Caller caller) {
        leave(caller.requireUserId());
        leave(caller.requireTenantId());
    }

    private void leave(UUID holder) {
        open.computeIfPresent(holder, (id, count) -> count == 1 ? null : count - 1);
    }

    private static Problem tooMany(String detail) {
        return Problem.tooManyRequests(detail + " Close one, then retry.", RETRY_AFTER_SECONDS);
    }
}
