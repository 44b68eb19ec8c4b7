package dev.sotto.tenants.webhooks;

import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.json;
import static dev.sotto.tenants.Sotto.lettersTo;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.webhooks.Webhooks.PATH;
import static dev.sotto.tenants.webhooks.Webhooks.awaitDelivery;
import static dev.sotto.tenants.webhooks.Webhooks.awaitReceived;
import static dev.sotto.tenants.webhooks.Webhooks.endJob;
import static dev.sotto.tenants.webhooks.Webhooks.register;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.tenants.webhooks.Receiver.Answer;
import dev.sotto.tenants.webhooks.Receiver.Received;
import dev.sotto.tenants.webhooks.Webhooks.Registered;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries to receivers that answer well, badly, late or not at all. */
@QuarkusTest
@QuarkusTestResource(value = Receiver.class, restrictToAnnotatedClass = false)
class DeliveryTest {

    private static final Answer OK = Answer.of(200, "thanks");

    @Inject
    DeliveryLogRetention retention;

    private Tenant tenant;
    private String path;

    @BeforeEach
    void aTenantWithAPath() {
        tenant = aTenant();
        path = "/" + UUID.randomUUID();
    }

    @AfterEach
    void nobodyReachedTheCanary() {
        Receiver.answer(path, Answer.of(200, ""));
        assertThat(Receiver.canary().hits()).isZero();
    }

    @Test
    void endOfAJobIsDeliveredSigned() {
        Registered webhook = register(admin(tenant), Receiver.url(path, OK), "job.completed");
        UUID job = endJob(tenant, "Completed");

        Received received = awaitReceived(path, 1).get(0);
        String delivery = awaitDelivery(webhook, "status = 'Delivered'");

        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.contentType()).isEqualTo("application/json");
        assertThat(received.id()).isEqualTo(delivery);
        assertThat(received.signature()).isEqualTo(signed(webhook.secret(), received));
        JsonNode body = json(received.body());
        assertThat(body.get("type").asText()).isEqualTo("job.completed");
        assertThat(body.get("data").get("job_id").asText()).isEqualTo(job.toString());
        assertThat(body.get("data").get("audio_ms").asLong()).isEqualTo(6365);
        assertThat(body.get("timestamp").asText()).isNotEmpty();
        admin(tenant)
                .get(PATH + "/" + webhook.id() + "/deliveries/" + delivery)
                .then()
                .statusCode(200)
                .body("body", equalTo(received.body()))
                .body("attempts", equalTo(1))
                .body("answer_status", equalTo(200))
                .body("answer_body", equalTo("thanks"));
    }

    @Test
    void onlyTheTypesAskedForAreDelivered() {
        Registered webhook = register(admin(tenant), Receiver.url(path, OK), "job.failed", "job.cancelled");
        endJob(tenant, "Completed");
        endJob(aTenant(), "Failed");
        endJob(tenant, "Failed");
        endJob(tenant, "Cancelled");

        await().until(() -> rows(
                        "select event from webhook_deliveries where webhook_id = ? and status = 'Delivered' order by event",
                        webhook.id())
                .equals(List.of("job.cancelled", "job.failed")));
        admin(tenant)
                .get(PATH + "/" + webhook.id() + "/deliveries?status=Delivered&limit=1")
                .then()
                .body("items.size()", equalTo(1));
    }

    @Test
    void failureIsTriedAgainWithTheSameId() {
        AtomicInteger asked = new AtomicInteger();
        Registered webhook = register(
                admin(tenant),
                Receiver.url(
                        path, exchange -> (asked.incrementAndGet() == 1 ? Answer.of(500, "later") : OK).to(exchange)),
                "job.completed");
        endJob(tenant, "Completed");

        awaitDelivery(webhook, "status = 'Pending' and attempts = 1 and answer_status = 500 and answer_body = 'later'");
        awaitDelivery(webhook, "status = 'Delivered' and attempts = 2");

        List<Received> received = Receiver.received(path);
        assertThat(received).hasSize(2);
        assertThat(received.get(0).id()).isEqualTo(received.get(1).id());
        assertThat(rows("select failing_since, failures from webhooks where id = ?", webhook.id()))
                .containsExactly("null|0");
    }

    @Test
    void receiverThatStallsIsLeft() {
        CountDownLatch over = new CountDownLatch(1);
        Registered webhook = register(admin(tenant), Receiver.url(path, exchange -> hold(over)), "job.completed");
        endJob(tenant, "Completed");

        awaitDelivery(webhook, "status = 'Pending' and attempts = 1 and problem = 'Timeout' and answer_status is null");
        over.countDown();
    }

    @Test
    void goneDisablesAtOnceWithALetter() {
        Member person = aMember(tenant, Role.Admin);
        Registered webhook = register(admin(tenant), Receiver.url(path, Answer.of(410, "")), "job.completed");
        endJob(tenant, "Completed");

        await().until(() -> Webhooks.status(webhook).equals("Disabled|Gone"));
        await().until(() -> lettersTo(person.email()).stream().anyMatch(letter -> letter.contains("A webhook of")));
        assertThat(rows(
                        "select action, scope from audit_log where subject_id = ? order by id desc limit 1",
                        webhook.id()))
                .containsExactly("disabled|system");
    }

    @Test
    void daysOfFailuresDisableAndEnablingSendsWhatWaits() {
        Registered webhook = register(admin(tenant), Receiver.url(path, Answer.of(503, "")), "job.completed");
        change("update webhooks set failing_since = now() - interval '3 days' where id = ?", webhook.id());
        endJob(tenant, "Completed");

        await().until(() -> Webhooks.status(webhook).equals("Disabled|Failing"));
        Receiver.answer(path, OK);
        admin(tenant)
                .contentType(MergePatch.MEDIA_TYPE)
                .body("{\"status\": \"Active\"}")
                .patch(PATH + "/" + webhook.id())
                .then()
                .statusCode(200);

        awaitDelivery(webhook, "status = 'Delivered' and attempts = 2");
    }

    @Test
    void redirectIsNotFollowed() {
        String inner = "http://127.0.0.1:" + Receiver.port() + "/";
        Registered webhook = register(
                admin(tenant),
                Receiver.url(path, exchange -> {
                    exchange.getResponseHeaders().set("Location", inner);
                    exchange.sendResponseHeaders(307, -1);
                }),
                "job.completed");
        endJob(tenant, "Completed");

        awaitDelivery(webhook, "status = 'Pending' and attempts = 1 and problem = 'Status' and answer_status = 307");
    }

    @Test
    void onlyTheBeginningOfAnAnswerIsRead() {
        Registered webhook = register(
                admin(tenant),
                Receiver.url(path, exchange -> {
                    exchange.sendResponseHeaders(200, 1_000_000_000_000L);
                    byte[] bytes = new byte[8192]; // NUL, which PostgreSQL cannot hold
                    OutputStream out = exchange.getResponseBody();
                    for (int i = 0; i < 122_000_000; i++) {
                        out.write(bytes);
                    }
                }),
                "job.completed");
        endJob(tenant, "Completed");

        awaitDelivery(webhook, "status = 'Delivered' and length(answer_body) = 1024");
    }

    @Test
    void answerThatGoesOnSlowlyCounts() {
        CountDownLatch over = new CountDownLatch(1);
        Registered webhook = register(
                admin(tenant),
                Receiver.url(path, exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("be".getBytes());
                    exchange.getResponseBody().flush();
                    hold(over);
                }),
                "job.completed");
        endJob(tenant, "Completed");

        awaitDelivery(webhook, "status = 'Delivered' and answer_body = 'be'");
        over.countDown();
    }

    @Test
    void nameThatTurnsInsideIsNotFollowed() {
        Receiver.dns().answer("turning.example", new String[] {Receiver.ADDRESS}, new String[] {"127.0.0.1"});
        Registered webhook = register(admin(tenant), Receiver.url("turning.example", path, OK), "job.completed");
        endJob(tenant, "Completed");

        awaitDelivery(webhook, "status = 'Pending' and problem = 'NoPublicAddress'");
        assertThat(Receiver.received(path)).isEmpty();
    }

    /** The other tenant's delivery comes before those that were there first, because their receiver never answers. */
    @Test
    void slowReceiversHoldUpOnlyThemselves() {
        CountDownLatch over = new CountDownLatch(1);
        String slow = Receiver.url(path, exchange -> hold(over));
        for (int i = 0; i < CreateWebhook.PER_TENANT; i++) {
            register(admin(tenant), slow, "job.completed");
        }
        endJob(tenant, "Completed");
        awaitReceived(path, 1);
        Tenant other = aTenant();
        String quick = path + "-quick";
        Registered webhook = register(admin(other), Receiver.url(quick, OK), "job.completed");
        endJob(other, "Completed");

        awaitDelivery(webhook, "status = 'Delivered'");

        assertThat(rows("select id from webhook_deliveries where tenant_id = ? and attempts = 0", tenant.id()))
                .isNotEmpty();
        assertThat(rows("select count(*) from webhooks where tenant_id = ? and lease_until > now()", tenant.id()))
                .isSubsetOf("0", "1", "2");
        change("delete from webhooks where tenant_id = ?", tenant.id());
        over.countDown();
    }

    @Test
    void aTurnWhoseProcessDiedIsTakenAnew() {
        Registered webhook = register(admin(tenant), Receiver.url(path, OK), "job.completed");
        change("update webhooks set fence = 7, lease_until = now() + interval '1 hour' where id = ?", webhook.id());
        endJob(tenant, "Completed");
        awaitDelivery(webhook, "status = 'Pending'");
        Registered second = register(admin(tenant), Receiver.url(path + "-2", OK), "job.completed");
        endJob(tenant, "Completed");
        awaitDelivery(second, "status = 'Delivered'");
        assertThat(Receiver.received(path)).isEmpty();

        change("update webhooks set lease_until = now() where id = ?", webhook.id());

        await().until(() -> rows("select status from webhook_deliveries where webhook_id = ?", webhook.id())
                .equals(List.of("Delivered", "Delivered")));
        assertThat(rows("select fence > 7 from webhooks where id = ?", webhook.id()))
                .containsExactly("t");
    }

    @Test
    void bothSecretsSignForAWhileAfterARotation() {
        Registered webhook = register(admin(tenant), Receiver.url(path, OK), "job.completed");
        String rotated = admin(tenant)
                .post(PATH + "/" + webhook.id() + "/secret")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .path("secret");
        admin(tenant).post(PATH + "/" + webhook.id() + "/test").then().statusCode(202);
        Received both = awaitReceived(path, 1).get(0);

        assertThat(both.signature().split(" ")).containsExactly(signed(rotated, both), signed(webhook.secret(), both));

        change(
                "update webhook_secrets set valid_until = now() where webhook_id = ? and valid_until is not null",
                webhook.id());
        admin(tenant).post(PATH + "/" + webhook.id() + "/test").then().statusCode(202);
        Received one = awaitReceived(path, 2).get(1);
        assertThat(one.signature()).isEqualTo(signed(rotated, one));
    }

    @Test
    void deliveriesAreReplayedWithTheSameIdAndBody() {
        Registered webhook = register(admin(tenant), Receiver.url(path, OK), "job.completed");
        endJob(tenant, "Completed");
        String delivery = awaitDelivery(webhook, "status = 'Delivered'");
        String deliveries = PATH + "/" + webhook.id() + "/deliveries/";

        admin(tenant)
                .post(deliveries + delivery + "/replay")
                .then()
                .statusCode(202)
                .body("status", equalTo("Pending"));
        List<Received> received = awaitReceived(path, 2);
        assertThat(received.get(1).id()).isEqualTo(received.get(0).id());
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
        awaitDelivery(webhook, "status = 'Delivered'");

        change(
                "update webhook_deliveries set status = 'Failed', created_at = now() - interval '1 hour' where id = ?::uuid",
                delivery);
        assertThat(replayedSince(webhook, "30 minutes")).isZero();
        assertThat(replayedSince(webhook, "2 hours")).isEqualTo(1);
        awaitReceived(path, 3);
        awaitDelivery(webhook, "status = 'Delivered'");
    }

    @Test
    void oldDeliveriesLeaveTheLog() throws Throwable {
        Registered webhook = register(admin(tenant), Receiver.url(path, OK), "job.completed");
        endJob(tenant, "Completed");
        awaitDelivery(webhook, "status = 'Delivered'");
        admin(tenant).post(PATH + "/" + webhook.id() + "/test");
        await().until(() ->
                rows("select id from webhook_deliveries where webhook_id = ? and status = 'Delivered'", webhook.id())
                                .size()
                        == 2);
        change(
                "update webhook_deliveries set created_at = now() - interval '31 days' where webhook_id = ? and event = 'job.completed'",
                webhook.id());

        VertxContextSupport.subscribeAndAwait(retention::prune);

        assertThat(rows("select event from webhook_deliveries where webhook_id = ?", webhook.id()))
                .containsExactly("webhook.test");
    }

    private int replayedSince(Registered webhook, String ago) {
        String since = rows("select to_char((now() - interval '" + ago
                        + "') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
                .get(0);
        return admin(tenant)
                .body("{\"since\": \"" + since + "\"}")
                .post(PATH + "/" + webhook.id() + "/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("deliveries");
    }

    private static String signed(String secret, Received received) {
        return new WebhookSecret(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .sign(received.id(), Long.parseLong(received.timestamp()), received.body());
    }

    private static void hold(CountDownLatch over) {
        try {
            over.await(TestTimeout.SECONDS * 2L, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
