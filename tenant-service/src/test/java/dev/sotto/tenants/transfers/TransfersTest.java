package dev.sotto.tenants.transfers;

import static dev.sotto.tenants.Sotto.TENANTS;
import static dev.sotto.tenants.Sotto.aPlan;
import static dev.sotto.tenants.Sotto.aReseller;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.events;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.publish;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.HandClock;
import dev.sotto.testing.OwnerServer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransfersTest {

    private static final String STANDS =
            "select reseller_id, subscription_plan_id, version, max_users from tenants where id = ?";
    private static final String PLANNED = "select new_reseller_id, due_at from tenant_moves where tenant_id = ?";

    @Inject
    DueTransfers dueTransfers;

    @Inject
    Vertx vertx;

    private final UUID from = aReseller();
    private final UUID to = aReseller();
    private final UUID plan = aPlan(from, 5);
    private final UUID theirPlan = aPlan(to, 9);
    private Tenant tenant;
    private String path;

    @BeforeEach
    void aTenantOfTheFirst() {
        tenant = aTenant(from, plan);
        path = TENANTS + "/" + tenant.id();
    }

    @Test
    void immediateTransferChangesPlanAndIsAuditedForBothResellers() {
        String domain = "m" + UUID.randomUUID() + ".example";
        resellerAdmin(from)
                .body("{\"domain\": \"" + domain + "\", \"branding_configuration_id\": \"" + Sotto.aBranding(from)
                        + "\"}")
                .patch(path)
                .then()
                .statusCode(200);

        platformAdmin()
                .body(move(to, theirPlan))
                .header("If-Match", "\"2\"")
                .put(path + "/reseller")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("reseller_id", equalTo(to.toString()))
                .body("subscription_plan_id", equalTo(theirPlan.toString()))
                .body("max_users", equalTo(9))
                .body("domain", equalTo(domain))
                .body("branding_configuration_id", nullValue())
                .body("planned_move", nullValue());

        assertThat(rows(STANDS, tenant.id())).containsExactly(to + "|" + theirPlan + "|3|9");
        List<JsonNode> events = events(Topic.TENANT_CHANGED, tenant.id(), 2);
        JsonNode data = events.get(1).get("data");
        assertThat(data.get("reseller_id").asText()).isEqualTo(to.toString());
        assertThat(data.get("subscription_plan_id").asText()).isEqualTo(theirPlan.toString());
        assertThat(data.get("version").asLong()).isEqualTo(3);
        assertThat(data.get("max_users").asInt()).isEqualTo(9);
        assertThat(data.get("anchor")).isEqualTo(events.get(0).get("data").get("anchor"));
        assertAudited();
    }

    private void assertAudited() {
        resellerAdmin(from)
                .get("/api/v1/audit-log/tenants")
                .then()
                .statusCode(200)
                .body("items.action", hasItem("moved-away"))
                .body("items.action", not(hasItem("moved-in")));
        resellerAdmin(to)
                .get("/api/v1/audit-log/tenants")
                .then()
                .statusCode(200)
                .body("items.action", contains("moved-in"))
                .body("items.after.reseller_id", contains(to.toString()));
    }

    @Test
    void onlyTheNewResellerSeesTheTenant() {
        platformAdmin().body(move(to, theirPlan)).put(path + "/reseller").then().statusCode(200);

        resellerAdmin(from).get(path).then().statusCode(404);
        resellerAdmin(from).body("{\"name\": \"Mine\"}").patch(path).then().statusCode(404);
        resellerAdmin(from).put(path + "/suspensions/Reseller").then().statusCode(404);
        resellerAdmin(from).delete(path).then().statusCode(404);
        resellerAdmin(to)
                .get(TENANTS)
                .then()
                .body("items.id", contains(tenant.id().toString()));
        resellerAdmin(to).body("{\"name\": \"Ours\"}").patch(path).then().statusCode(200);
    }

    @Test
    void oldTokensAreRefusedAndRefreshWorks() {
        Member member = Sotto.aMember(tenant, Role.Admin);
        awaitStatus(200, member.accessToken());

        platformAdmin().body(move(to, theirPlan)).put(path + "/reseller").then().statusCode(200);

        awaitStatus(401, member.accessToken());
        Response fresh = Sotto.refresh(member.refreshToken());
        fresh.then().statusCode(200);
        bearing(fresh.path("access_token"))
                .get(path)
                .then()
                .statusCode(200)
                .body("reseller_id", equalTo(to.toString()));
        Sotto.signIn(member.email(), Sotto.PASSWORD).then().statusCode(200);
    }

    private void awaitStatus(int status, String token) {
        await().until(() -> bearing(token).get(path).statusCode() == status);
    }

    @Test
    void plannedTransferHappensOnceWhenDue() {
        Instant when = anHourAhead();
        platformAdmin()
                .body(move(to, theirPlan, when))
                .put(path + "/reseller")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("reseller_id", equalTo(from.toString()))
                .body("planned_move.reseller_id", equalTo(to.toString()))
                .body("planned_move.subscription_plan_id", equalTo(theirPlan.toString()))
                .body("planned_move.from", equalTo(when.toString()));
        admin(tenant).get(path).then().body("planned_move.from", equalTo(when.toString()));
        resellerAdmin(from).get(path).then().body("planned_move.from", equalTo(when.toString()));
        resellerAdmin(to).get(path).then().statusCode(404);

        carryOut(when.minusMillis(1));
        assertThat(rows(STANDS, tenant.id())).containsExactly(from + "|" + plan + "|2|5");

        ExecutorService replicas = Executors.newFixedThreadPool(8);
        Stream.generate(() -> CompletableFuture.runAsync(() -> carryOut(when), replicas))
                .limit(8)
                .toList()
                .forEach(CompletableFuture::join);
        replicas.shutdown();

        assertThat(rows(STANDS, tenant.id())).containsExactly(to + "|" + theirPlan + "|3|9");
        assertThat(rows(PLANNED, tenant.id())).isEmpty();
        assertThat(rows("select count(*) from outbox where key = ?", tenant.id()))
                .containsExactly("2");
        assertThat(rows(
                        "select action, reseller_id, actor from audit_log where subject_id = ? and action like 'moved-%' order by action",
                        tenant.id()))
                .containsExactly("moved-away|" + from + "|tenant-moves", "moved-in|" + to + "|tenant-moves");
    }

    @Test
    void loopRunsDueTransfer() {
        Instant when = anHourAhead();
        platformAdmin()
                .body(move(to, theirPlan, when))
                .put(path + "/reseller")
                .then()
                .statusCode(200);
        HandClock clock = HandClock.at(when.minusSeconds(1));
        TransferLoop loop = new TransferLoop(vertx, dueTransfers, clock, () -> Duration.ofMillis(20));
        loop.start(new StartupEvent());
        try {
            clock.set(when);
            awaitRow("select 1 from tenants where id = ? and reseller_id = ?", tenant.id(), to);
        } finally {
            loop.stop(new ShutdownEvent());
        }
    }

    @Test
    void plannedTransferCanBeCancelledOrReplaced() {
        UUID third = aReseller();
        Instant when = anHourAhead();
        platformAdmin()
                .body(move(to, theirPlan, when))
                .put(path + "/reseller")
                .then()
                .statusCode(200);
        platformAdmin()
                .body(move(third, aPlan(third, 3), when))
                .put(path + "/reseller")
                .then()
                .statusCode(200)
                .body("planned_move.reseller_id", equalTo(third.toString()));
        assertThat(rows(PLANNED, tenant.id())).hasSize(1);

        platformAdmin()
                .header("If-Match", "\"1\"")
                .delete(path + "/reseller")
                .then()
                .statusCode(412);
        platformAdmin().delete(path + "/reseller").then().statusCode(204);
        platformAdmin().delete(path + "/reseller").then().statusCode(404);
        carryOut(when);

        platformAdmin()
                .get(path)
                .then()
                .body("planned_move", nullValue())
                .body("version", equalTo(4))
                .body("reseller_id", equalTo(from.toString()));
        assertThat(rows(
                        "select action from audit_log where subject_id = ? and action like 'move-%' order by id",
                        tenant.id()))
                .containsExactly("move-planned", "move-planned", "move-taken-back");
    }

    @Test
    void failedTransferShowsProblemUntilDestinationIsActive() {
        Instant when = anHourAhead();
        platformAdmin()
                .body(move(to, theirPlan, when))
                .put(path + "/reseller")
                .then()
                .statusCode(200);
        resellerIs(2, "Closed");

        carryOut(when);
        carryOut(when.plusSeconds(1));
        platformAdmin()
                .get(path)
                .then()
                .body("reseller_id", equalTo(from.toString()))
                .body("planned_move.problem", equalTo("reseller_id must be the id of a reseller that is not closed"))
                .body("version", equalTo(3));

        resellerIs(3, "Active");
        carryOut(when.plus(Duration.ofMinutes(1)));
        assertThat(rows(STANDS, tenant.id())).containsExactly(to + "|" + theirPlan + "|4|9");
    }

    @Test
    void transferWaitsWhilePlanIsUnavailable() {
        Instant when = anHourAhead();
        platformAdmin()
                .body(move(to, theirPlan, when))
                .put(path + "/reseller")
                .then()
                .statusCode(200);
        Sotto.change("delete from replicas where topic = 'plan-changed' and id = ?", theirPlan);
        OwnerServer.away("billing-service", true);
        try {
            carryOut(when);
        } finally {
            OwnerServer.away("billing-service", false);
        }
        platformAdmin().get(path).then().body("planned_move.problem", endsWith("Retry in a few seconds."));

        carryOut(when.plus(Duration.ofMinutes(1)));
        assertThat(rows(STANDS, tenant.id())).containsExactly(to + "|" + theirPlan + "|4|9");
    }

    @Test
    void failingTransferDoesNotBlockOthers() {
        Instant when = anHourAhead();
        UUID closing = aReseller();
        Tenant stuck = aTenant(from, plan);
        platformAdmin()
                .body(move(closing, aPlan(closing, 2), when.minusSeconds(9)))
                .put(TENANTS + "/" + stuck.id() + "/reseller")
                .then()
                .statusCode(200);
        Sotto.change("""
                update replicas set status = 'Closed', data = jsonb_set(data, '{status}', '"Closed"')
                where topic = 'reseller-changed' and id = ?""", closing);
        platformAdmin()
                .body(move(to, theirPlan, when))
                .put(path + "/reseller")
                .then()
                .statusCode(200);

        carryOut(when);

        assertThat(rows(STANDS, tenant.id())).containsExactly(to + "|" + theirPlan + "|3|9");
        assertThat(rows("select problem from tenant_moves where tenant_id = ?", stuck.id()))
                .containsExactly("reseller_id must be the id of a reseller that is not closed");
    }

    @Test
    void refusesInvalidDestination() {
        refused(move(Ids.next(), theirPlan), "/reseller_id");
        refused(move(to, plan), "/subscription_plan_id");
        refused(move(to, Ids.next()), "/subscription_plan_id");
        refused("{}", "/reseller_id", "/subscription_plan_id");
        refused(move(to, theirPlan).replace("}", ", \"when\": 1}"), "/when");
        refused(move(to, theirPlan, now().minusSeconds(61)), "/from");
        refused(move(to, theirPlan, now().plus(Duration.ofDays(367))), "/from");
        resellerIs(2, "Closed");
        refused(move(to, theirPlan), "/reseller_id");
        platformAdmin().body(move(from, plan)).put(path + "/reseller").then().statusCode(409);
        assertThat(rows(STANDS, tenant.id())).containsExactly(from + "|" + plan + "|1|5");
    }

    private void refused(String body, String... pointers) {
        platformAdmin()
                .body(body)
                .put(path + "/reseller")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains(pointers));
    }

    @Test
    void treatsRecentPastAsNow() {
        platformAdmin()
                .body(move(to, theirPlan, now().minusSeconds(30)))
                .put(path + "/reseller")
                .then()
                .statusCode(200)
                .body("reseller_id", equalTo(to.toString()))
                .body("planned_move", nullValue());
    }

    @Test
    void onlyPlatformTransfersTenants() {
        String body = move(to, theirPlan);
        for (var caller : List.of(resellerAdmin(from), resellerAdmin(to), admin(tenant))) {
            caller.body(body).put(path + "/reseller").then().statusCode(403);
        }
        resellerAdmin(from).delete(path + "/reseller").then().statusCode(403);
        platformAdmin()
                .body(body)
                .put(TENANTS + "/" + from + "/reseller")
                .then()
                .statusCode(404);
        platformAdmin()
                .body(body)
                .put(TENANTS + "/" + Ids.next() + "/reseller")
                .then()
                .statusCode(404);
    }

    @Test
    void concurrentRequestsTransferOnce() {
        List<Integer> answers =
                Sotto.atOnce(8, () -> platformAdmin().body(move(to, theirPlan)).put(path + "/reseller"));

        assertThat(answers).containsOnlyOnce(200).contains(409);
        assertThat(rows("select count(*) from outbox where key = ?", tenant.id()))
                .containsExactly("2");
    }

    @Test
    void keepsOwnSuspensionsAndGetsNewResellers() {
        platformAdmin().put(path + "/suspensions/Abuse").then().statusCode(200);
        resellerIs(2, "Active\", \"suspensions\": [\"Billing\"], \"x\": \"");

        platformAdmin()
                .body(move(to, theirPlan))
                .put(path + "/reseller")
                .then()
                .statusCode(200)
                .body("status", equalTo("Suspended"))
                .body("suspensions", contains("Abuse"))
                .body("reseller_suspensions", contains("Billing"));
    }

    private void resellerIs(long version, String status) {
        String fact = Sotto.reseller(to, version).replace("Active", status);
        OwnerServer.answer("reseller-service", "resellers", to, fact);
        publish(Topic.RESELLER_CHANGED, to, version, fact);
        awaitRow("select 1 from replicas where topic = 'reseller-changed' and id = ? and version = ?", to, version);
    }

    private static String move(UUID reseller, UUID plan) {
        return """
                {"reseller_id": "%s", "subscription_plan_id": "%s"}""".formatted(reseller, plan);
    }

    private static String move(UUID reseller, UUID plan, Instant from) {
        return """
                {"reseller_id": "%s", "subscription_plan_id": "%s", "from": "%s"}""".formatted(reseller, plan, from);
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant anHourAhead() {
        return now().plus(Duration.ofHours(1));
    }

    private void carryOut(Instant now) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> dueTransfers.carryOut(now));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
