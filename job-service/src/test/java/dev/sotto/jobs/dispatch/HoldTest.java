package dev.sotto.jobs.dispatch;

import static dev.sotto.jobs.Sotto.HOUR_MS;
import static dev.sotto.jobs.Sotto.HUNDRED_MB;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.tenants.TenantStatus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The effect of a suspension on queued and running jobs. */
@QuarkusTest
class HoldTest {

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void suspendedTenantsJobsWaitUntilItIsActive() {
        Person held = aUser();
        heldWhileOthersGoOn(held, () -> suspend(held, 2, SuspensionReason.Billing), () -> suspend(held, 3));
    }

    @Test
    void jobsWaitWhileResellerIsSuspended() {
        Person held = aUser();
        suspend(held, 1);
        heldWhileOthersGoOn(
                held,
                () -> hear(reseller(held, 1, ResellerStatus.Suspended, SuspensionReason.Admin)),
                () -> hear(reseller(held, 2, ResellerStatus.Active)));
    }

    private void heldWhileOthersGoOn(Person held, Runnable suspend, Runnable lift) {
        Person busy = aUser();
        UUID busyWith = aWorkflow(busy, ScriptedEngine.NAME);
        List<UUID> running = List.of(aJob(busy, busyWith), aJob(busy, busyWith));
        List<ScriptedEngine.Run> runs = List.of(engine.next(), engine.next());
        UUID waiting = aJob(held, aWorkflow(held, ScriptedEngine.NAME));
        suspend.run();
        UUID behind = aJob(busy, busyWith);

        runs.forEach(run -> run.says("First."));
        running.forEach(id -> awaitStatus(busy, id, "Completed"));
        engine.next().says("Second, though it came later.");
        awaitStatus(busy, behind, "Completed");
        assertThat(job(held, waiting).<String>path("status")).isEqualTo("Queued");

        lift.run();
        engine.next().says("At last.");
        awaitStatus(held, waiting, "Completed");
    }

    @Test
    void runningJobFinishesAfterSuspension() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();

        suspend(user, 2, SuspensionReason.Reseller);
        awaitHeartbeat(id);

        run.says("Finished all the same.");
        awaitStatus(user, id, "Completed");
    }

    @Test
    void abuseStopsRunningJobAndRestartsItLater() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run stopped = engine.next();

        suspend(user, 2, SuspensionReason.Abuse);
        await().until(stopped::isOver);
        awaitStatus(user, id, "Queued");

        suspend(user, 3);
        engine.next().says("Again.");
        assertThat(awaitStatus(user, id, "Completed").<Integer>path("attempt")).isEqualTo(1);
    }

    private static void awaitHeartbeat(UUID id) {
        String lease = lease(id);
        await().until(() -> !lease(id).equals(lease));
    }

    private static String lease(UUID id) {
        return Sotto.rows("select lease_until from dispatch where job_id = ?", id)
                .get(0);
    }

    private static void suspend(Person person, long version, SuspensionReason... reasons) {
        TenantStatus status = reasons.length == 0 ? TenantStatus.Active : TenantStatus.Suspended;
        TenantChanged known = Sotto.tenant(person, version, status, HOUR_MS, HUNDRED_MB);
        hear(new TenantChanged(
                known.tenantId(),
                version,
                known.resellerId(),
                known.kind(),
                status,
                Set.of(reasons),
                known.subscriptionPlanId(),
                known.anchor(),
                known.processingMs(),
                known.storageBytes(),
                known.maxUsers(),
                known.weight(),
                known.concurrency(),
                known.requestsPerMinute(),
                known.keyRequestsPerMinute(),
                known.features(),
                known.assignment()));
    }

    private static ResellerChanged reseller(
            Person person, long version, ResellerStatus status, SuspensionReason... reasons) {
        return new ResellerChanged(
                person.resellerId(), version, "Tone", status, Set.of(reasons), List.of(), null, null);
    }
}
