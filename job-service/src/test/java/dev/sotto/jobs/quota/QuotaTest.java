package dev.sotto.jobs.quota;

import static dev.sotto.jobs.Sotto.HOUR_MS;
import static dev.sotto.jobs.Sotto.HUNDRED_MB;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aUserWith;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.json;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.tenant;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.testing.HandClock;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QuotaTest {

    private static final Instant ANCHOR = Instant.parse("2026-01-15T00:00:00Z");

    @Inject
    Quota quota;

    @Inject
    ScopedTransaction transactions;

    @Inject
    Vertx vertx;

    @Test
    void concurrentSubmissionsStayWithinQuota() {
        Person user = opened(aUserWith(20 * 1_000 + 999, 1_000_000));

        List<CompletableFuture<Boolean>> asked = Stream.generate(() -> reserve(user, new Reservation(1_000, 10)))
                .limit(64)
                .toList();
        long admitted = asked.stream().filter(CompletableFuture::join).count();

        assertThat(admitted).isEqualTo(20);
        assertThat(quota(user)).containsExactly(0L, 20_000L, 0L, 200L);
    }

    @Test
    void concurrentSubmissionsStayWithinStorage() {
        Person user = opened(aUserWith(HOUR_MS, 75));

        List<CompletableFuture<Boolean>> asked = Stream.generate(() -> reserve(user, new Reservation(1, 10)))
                .limit(64)
                .toList();

        assertThat(asked.stream().filter(CompletableFuture::join).count()).isEqualTo(7);
        assertThat(quota(user)).containsExactly(0L, 7L, 0L, 70L);
    }

    @Test
    void newPeriodKeepsReservationsOfRunningJobs() {
        Person user = opened(aUserWith(10_000, HUNDRED_MB));
        change(
                "update quota_accounts set processing_used_ms = 10000, processing_reserved_ms = 300,"
                        + " storage_used_bytes = 77, period_start = period_start - interval '1 month',"
                        + " period_end = period_end - interval '1 month' where tenant_id = ?",
                user.tenantId());

        Response seen = user.asks().get("/api/v1/quota");
        assertThat(seen.jsonPath().getLong("processing_ms.used")).isZero();
        assertThat(seen.jsonPath().getLong("processing_ms.remaining")).isEqualTo(9_700);
        assertThat(quota(user)).as("reading writes nothing").startsWith(10_000L);

        assertThat(reserve(user, new Reservation(9_701, 1)).join()).isFalse();
        assertThat(reserve(user, new Reservation(9_700, 1)).join()).isTrue();
        assertThat(quota(user)).containsExactly(0L, 10_000L, 77L, 1L);
        assertThat(rows("select period_end > now() from quota_accounts where tenant_id = ?", user.tenantId()))
                .containsExactly("t");
    }

    @Test
    void jobIsCountedInTheAccountsPeriodAfterAnchorChange() {
        Person user = opened(aUserWith(10_000, HUNDRED_MB));
        change(
                "update quota_accounts set processing_used_ms = 9000, processing_reserved_ms = 500,"
                        + " period_start = '2026-11-15T00:00:00Z', period_end = '2026-12-15T00:00:00Z' where tenant_id = ?",
                user.tenantId());
        Quota later = new Quota(HandClock.at(Instant.parse("2026-12-12T00:00:00Z")));
        Instant asItWasClaimed = Instant.parse("2026-01-10T00:00:00Z");

        settle(later, user, asItWasClaimed, new Reservation(500, 0), new Reservation.Used(400, 0));

        assertThat(quota(user)).containsExactly(9_400L, 0L, 0L, 0L);
    }

    @Test
    void jobIsAdmittedByTheAccountsAnchor() {
        Person user = opened(aUserWith(10_000, HUNDRED_MB));
        change("update quota_accounts set processing_used_ms = 9000 where tenant_id = ?", user.tenantId());
        Instant asItWasSeen = ANCHOR.minus(1, ChronoUnit.DAYS);

        assertThat(reserve(user, asItWasSeen, new Reservation(1_001, 1)).join()).isFalse();
        assertThat(reserve(user, asItWasSeen, new Reservation(1_000, 1)).join()).isTrue();
    }

    @Test
    void transcriptAboveItsReservationCountsFully() {
        Person user = opened(aUserWith(HOUR_MS, 1_000));
        assertThat(reserve(user, new Reservation(1, 900)).join()).isTrue();

        settle(quota, user, ANCHOR, new Reservation(1, 900), new Reservation(1, 900).settle(1, 1_200));

        assertThat(quota(user)).containsExactly(1L, 0L, 1_200L, 0L);
        assertThat(user.asks().get("/api/v1/quota").jsonPath().getLong("storage_bytes.remaining"))
                .isZero();
        assertThat(reserve(user, new Reservation(1, 1)).join()).isFalse();
    }

    @Test
    void newestTenantVersionCounts() {
        Person user = opened(aUser());

        publish(tenant(user, 3, TenantStatus.Suspended, 3_000, 3_000));
        publish(tenant(user, 2, TenantStatus.Active, 2_000, 2_000));
        Person other = aUser();
        publish(tenant(other, 1, TenantStatus.Active, 1_000, 1_000));

        // Records of one key keep their order, but the other tenant's may be on another partition.
        await().untilAsserted(() -> {
            assertThat(limits(user)).containsExactly("Suspended|3000|3000|3");
            assertThat(limits(other)).containsExactly("Active|1000|1000|1");
        });
        publish(tenant(user, 4, TenantStatus.Active, 4_000, 4_000));
        await().untilAsserted(() -> assertThat(limits(user)).containsExactly("Active|4000|4000|4"));
        assertThat(rows("select version from replicas where topic = 'tenant-changed' and id = ?", user.tenantId()))
                .containsExactly("4");
    }

    @Test
    void smallerPlanLeavesReservationsAndNothingBelowZero() {
        Person user = opened(aUser());
        assertThat(reserve(user, new Reservation(2_000, 3_000)).join()).isTrue();

        publish(tenant(user, 9, TenantStatus.Active, 1_000, 1_000));
        await().untilAsserted(() -> assertThat(limits(user)).containsExactly("Active|1000|1000|9"));

        assertThat(user.asks().get("/api/v1/quota").<Integer>path("processing_ms.remaining"))
                .isZero();
        assertThat(user.asks().get("/api/v1/quota").<Integer>path("storage_bytes.remaining"))
                .isZero();
        assertThat(reserve(user, new Reservation(1, 0)).join()).isFalse();
        settle(quota, user, ANCHOR, new Reservation(2_000, 3_000), new Reservation.Used(1_900, 2_500));
        assertThat(rows(
                        "select processing_used_ms, processing_reserved_ms, storage_used_bytes, storage_reserved_bytes from quota_accounts"
                                + " where tenant_id = ?",
                        user.tenantId()))
                .containsExactly("1900|0|2500|0");
        assertThat(user.asks().get("/api/v1/quota").<Integer>path("processing_ms.remaining"))
                .isZero();

        publish(tenant(user, 10, TenantStatus.Active, 5_000, 5_000));
        await().untilAsserted(
                        () -> assertThat(user.asks().get("/api/v1/quota").<Integer>path("processing_ms.remaining"))
                                .isEqualTo(3_100));
    }

    /** The look-up of an API key stores its tenant, and no account. */
    @Test
    void tenantThatIsOnlyAReplicaHasAnAccountWhenItAsks() {
        Person user = new Person(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), false);
        hear(tenant(user, 2, TenantStatus.Active, 7_000, 8_000));
        assertThat(limits(user)).isEmpty();

        opened(user);

        assertThat(limits(user)).containsExactly("Active|7000|8000|2");
    }

    @Test
    void accountFollowsAnEventWhoseReplicaIsKnown() {
        Person user = opened(aUser());
        TenantChanged suspended = tenant(user, 3, TenantStatus.Suspended, 3_000, 3_000);
        hear(suspended);

        publish(suspended);

        await().untilAsserted(() -> assertThat(limits(user)).containsExactly("Suspended|3000|3000|3"));
    }

    @Test
    void onlyTheTenantsPeopleReadItsQuota() {
        UUID reseller = UUID.randomUUID();
        String token = SottoTestResource.tokens().resellerAdmin(reseller).sign();

        assertThat(io.restassured.RestAssured.given()
                        .auth()
                        .oauth2(token)
                        .get("/api/v1/quota")
                        .statusCode())
                .isEqualTo(403);
        Person stranger = new Person(UUID.randomUUID(), reseller, UUID.randomUUID(), true);
        assertThat(stranger.asks().get("/api/v1/quota").statusCode())
                .as("a tenant without a plan")
                .isEqualTo(403);
    }

    private static Person opened(Person user) {
        Response seen = user.asks().get("/api/v1/quota");
        assertThat(seen.statusCode()).as(seen.asString()).isEqualTo(200);
        return user;
    }

    private static List<String> limits(Person user) {
        return rows(
                "select status, processing_limit_ms, storage_limit_bytes, version from quota_accounts where tenant_id = ?",
                user.tenantId());
    }

    private static void publish(TenantChanged tenant) {
        CloudEvent<TenantChanged> event = new CloudEvent<>(
                "1.0",
                UUID.randomUUID(),
                "/sotto/tenant-service",
                tenant.type(),
                tenant.tenantId().toString(),
                ANCHOR,
                "application/json",
                tenant.tenantId(),
                tenant.resellerId(),
                "test",
                null,
                tenant.version(),
                tenant);
        SottoTestResource.kafka()
                .send(tenant.topic().topicName(), tenant.tenantId().toString(), json(event));
    }

    /** Reserves in a separate transaction, as a request does; returns whether it was admitted. */
    private CompletableFuture<Boolean> reserve(Person user, Reservation asked) {
        return reserve(user, ANCHOR, asked);
    }

    private CompletableFuture<Boolean> reserve(Person user, Instant anchor, Reservation asked) {
        Caller caller = new Caller(
                new Scope.Tenant(user.tenantId(), user.resellerId()),
                user.userId(),
                Set.of(Role.User),
                null,
                null,
                new Caller.Origin("test", null, null));
        Uni<Boolean> admission = transactions
                .sql(caller, transaction -> quota.reserve(transaction, user.tenantId(), anchor, asked))
                .replaceWith(true)
                .onFailure(
                        failure -> failure instanceof Problem problem && problem.type() == ProblemType.QUOTA_EXCEEDED)
                .recoverWithItem(false);
        return begun(admission);
    }

    private void settle(Quota by, Person user, Instant anchor, Reservation reserved, Reservation.Used used) {
        begun(transactions.sql(
                        Caller.system("dispatch"),
                        transaction -> by.settle(transaction, user.tenantId(), anchor, reserved, used)))
                .join();
    }

    private <T> CompletableFuture<T> begun(Uni<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(ignored -> work.subscribe().with(done::complete, done::completeExceptionally));
        return done;
    }
}
