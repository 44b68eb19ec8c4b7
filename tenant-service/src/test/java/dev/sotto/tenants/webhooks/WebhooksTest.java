package dev.sotto.tenants.webhooks;

import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.user;
import static dev.sotto.tenants.webhooks.Webhooks.PATH;
import static dev.sotto.tenants.webhooks.Webhooks.body;
import static dev.sotto.tenants.webhooks.Webhooks.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.tenants.webhooks.Webhooks.Registered;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registering, changing and removing webhooks. */
@QuarkusTest
@QuarkusTestResource(value = Receiver.class, restrictToAnnotatedClass = false)
class WebhooksTest {

    private Tenant tenant;
    private RequestSpecification admin;

    @BeforeEach
    void aTenantWithAReceiver() {
        tenant = aTenant();
        admin = admin(tenant);
    }

    @AfterEach
    void nobodyReachedTheCanary() {
        assertThat(Receiver.canary().hits()).isZero();
    }

    @Test
    void secretIsShownOnce() {
        Response made =
                admin.body(body(url("/a"), "job.failed", "job.completed")).post(PATH);

        made.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("ETag", "\"1\"")
                .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
                .body("status", equalTo("Active"))
                .body("events", equalTo(List.of("job.completed", "job.failed")));
        String id = made.path("id");
        assertThat(made.header("Location")).endsWith(PATH + "/" + id);
        admin.get(PATH + "/" + id).then().statusCode(200).body("secret", nullValue());
        admin.get(PATH).then().body("items", hasSize(1)).body("items[0].secret", nullValue());
        assertThat(rows("select action, after::text from audit_log where subject_id = ?::uuid", id))
                .hasSize(1)
                .noneMatch(entry -> entry.contains("whsec_"));
    }

    @Test
    void repetitionMakesNoSecondWebhook() {
        String person = SottoTestResource.tokens()
                .admin(tenant.id(), tenant.resellerId())
                .sign();
        String wanted = body(url("/a"), "job.completed");
        String first = bearing(person)
                .header("Idempotency-Key", "k")
                .body(wanted)
                .post(PATH)
                .path("id");

        bearing(person)
                .header("Idempotency-Key", "k")
                .body(wanted)
                .post(PATH)
                .then()
                .statusCode(201)
                .body("id", equalTo(first))
                .body("secret", nullValue());
    }

    @Test
    void refusesAddressesThatMayNotBeReached() {
        Receiver.dns().answer("inner.example", new String[] {"10.0.0.1"});
        Receiver.dns().answer("half.example", new String[] {Receiver.ADDRESS, "127.0.0.1"});
        int port = Receiver.port();
        for (String url : List.of(
                "http://127.0.0.1:" + port + "/",
                "http://[::1]:" + port + "/",
                "http://[::ffff:127.0.0.1]:" + port + "/",
                "http://2130706433:" + port + "/",
                "http://0x7f.1:" + port + "/",
                "http://0177.0.0.1:" + port + "/",
                "http://inner.example:" + port + "/",
                "http://half.example:" + port + "/",
                "http://absent.example:" + port + "/",
                "http://localhost:" + port + "/",
                "https://169.254.169.254/latest",
                "https://receiver.example:22/",
                "https://ada:secret@" + Receiver.ADDRESS + ":" + port + "/",
                "ftp://receiver.example/",
                "receiver.example",
                "https:///path")) {
            admin(tenant)
                    .body(body(url, "job.completed"))
                    .post(PATH)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", equalTo(List.of("/url")));
        }
        assertThat(rows("select id from webhooks where tenant_id = ?", tenant.id()))
                .isEmpty();
    }

    @Test
    void tenantsAndResellersReceiveTheirOwnTypes() {
        admin.body(body(url("/a"), "job.completed", "tenant.created"))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/events/1")));
        for (String event :
                List.of("job.completed", "job.failed", "job.cancelled", "quota.exhausted", "webhook.test")) {
            resellerAdmin(tenant.resellerId())
                    .body(body(url("/a"), "tenant.created", event))
                    .post(PATH)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", equalTo(List.of("/events/1")));
        }
        register(resellerAdmin(tenant.resellerId()), url("/a"), "tenant.created", "tenant.plan_changed");
    }

    @Test
    void changeIsAMergePatchOfTheVersionSeen() {
        Registered webhook = register(admin, url("/a"), "job.completed");

        patch(webhook, "{\"events\": [\"job.failed\"], \"description\": \"To the CRM\"}", "\"1\"")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("events", equalTo(List.of("job.failed")))
                .body("description", equalTo("To the CRM"))
                .body("url", equalTo(url("/a")));
        patch(webhook, "{\"description\": null}", "\"1\"").then().statusCode(412);
        patch(webhook, "{\"url\": \"http://127.0.0.1:" + Receiver.port() + "/\"}", "*")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/url")));
        patch(webhook, "{\"events\": [\"tenant.created\"]}", "*").then().statusCode(400);
        patch(webhook, "{\"secret\": \"x\"}", "*").then().statusCode(400);
        patch(webhook, "{\"status\": \"Disabled\"}", "*").then().statusCode(200).body("disabled", equalTo("Requested"));
        admin(tenant).post(PATH + "/" + webhook.id() + "/test").then().statusCode(409);
        patch(webhook, "{\"status\": \"Active\"}", "*").then().statusCode(200).body("disabled", nullValue());
    }

    @Test
    void deletedWebhookIsGoneWithItsDeliveries() {
        Registered webhook = register(admin, url("/a"), "job.completed");
        admin(tenant).post(PATH + "/" + webhook.id() + "/test").then().statusCode(202);

        admin(tenant)
                .header("If-Match", "\"7\"")
                .delete(PATH + "/" + webhook.id())
                .then()
                .statusCode(412);
        admin(tenant).delete(PATH + "/" + webhook.id()).then().statusCode(204);

        admin(tenant).get(PATH + "/" + webhook.id()).then().statusCode(404);
        assertThat(rows("select id from webhook_deliveries where webhook_id = ?", webhook.id()))
                .isEmpty();
        assertThat(rows("select id from webhook_secrets where webhook_id = ?", webhook.id()))
                .isEmpty();
    }

    @Test
    void othersSeeNothing() {
        Registered webhook = register(admin, url("/a"), "job.completed");
        String id = PATH + "/" + webhook.id();
        RequestSpecification stranger = admin(aTenant());
        String absent = stranger.get(PATH + "/" + Ids.next()).path("detail");

        stranger.get(id).then().statusCode(404).body("detail", equalTo(absent));
        stranger.get(id + "/deliveries").then().statusCode(404);
        stranger.post(id + "/test").then().statusCode(404);
        stranger.post(id + "/secret").then().statusCode(404);
        stranger.delete(id).then().statusCode(404);
        stranger.get(PATH).then().body("items.id", not(hasItem(webhook.id().toString())));
        resellerAdmin(tenant.resellerId()).get(id).then().statusCode(404);
        user(tenant).get(id).then().statusCode(403);
        platformAdmin().get(id).then().statusCode(403);
    }

    @Test
    void badRequestsAreRefusedWithPointers() {
        admin.body("{\"url\": \"\", \"events\": []}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/url"))
                .body("errors.pointer", hasItem("/events"));
        admin(tenant)
                .body(body(url("/a"), "job.exploded"))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/events/0"));
        Registered webhook = register(admin(tenant), url("/a"), "job.completed");
        admin(tenant)
                .get(PATH + "/" + webhook.id() + "/deliveries?status=Lost")
                .then()
                .statusCode(400);
        admin(tenant)
                .body("{}")
                .post(PATH + "/" + webhook.id() + "/replay")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/since"));
    }

    @Test
    void aTenantHasTwentyAtMost() {
        for (int i = 0; i < CreateWebhook.PER_TENANT; i++) {
            register(admin(tenant), url("/a"), "job.completed");
        }
        admin.body(body(url("/a"), "job.completed"))
                .post(PATH)
                .then()
                .statusCode(409)
                .body("detail", containsString("20"));
    }

    private Response patch(Registered webhook, String patch, String ifMatch) {
        return admin(tenant)
                .contentType(MergePatch.MEDIA_TYPE)
                .header("If-Match", ifMatch)
                .body(patch)
                .patch(PATH + "/" + webhook.id());
    }

    private static String url(String path) {
        return Receiver.url(path, Receiver.Answer.of(200, ""));
    }
}
