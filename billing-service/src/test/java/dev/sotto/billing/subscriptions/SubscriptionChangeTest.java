package dev.sotto.billing.subscriptions;

import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.asUser;
import static dev.sotto.billing.World.assigned;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.created;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.planBody;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.send;
import static dev.sotto.billing.World.tenantFact;
import static dev.sotto.billing.World.tenantSince;
import static dev.sotto.billing.World.untilHandled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changing, cancelling and resuming over the API. */
@QuarkusTest
class SubscriptionChangeTest {

    private static final String LINES =
            "select kind || ' ' || plan_version from charges where tenant_id = ? order by id";

    private final UUID resellerId = reseller("15.00");
    private UUID basic;
    private UUID plus;
    private UUID tenantId;
    private String id;

    @BeforeEach
    void tenantOnBasic() {
        basic = plan(resellerId, "29.00", "EUR");
        plus = plan(resellerId, "59.00", "EUR");
        Instant anchor = Instant.now().minus(Duration.ofDays(9)).truncatedTo(ChronoUnit.MICROS);
        tenantId = tenantSince(resellerId, basic, anchor);
        id = column("select id from subscriptions where tenant_id = ?", tenantId)
                .get(0);
    }

    @Test
    void previewIsWhatTheChangeCosts() {
        JsonPath preview = post(asAdmin(tenantId, resellerId), "/preview", change(plus, "Now"))
                .statusCode(200)
                .body("lines.kind", contains("Credit", "Charge"))
                .body("lines.plan_version", contains(1, 1))
                .body("next_amount", equalTo("59.00"))
                .body("processing_quota_minutes", equalTo(60))
                .extract()
                .jsonPath();
        assertThat(column(LINES, tenantId)).containsExactly("Charge 1");

        post(asReseller(resellerId), "/changes", change(plus, "Now"))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("subscription_plan_id", equalTo(plus.toString()))
                .body("pending", nullValue());

        List<String> written = column("select amount from charges where tenant_id = ? order by id", tenantId);
        for (int line = 0; line < 2; line++) {
            // Seconds passed between the two.
            assertThat(new BigDecimal(preview.getString("lines[" + line + "].amount"))
                            .subtract(new BigDecimal(written.get(line + 1)))
                            .abs())
                    .isLessThan(new BigDecimal("0.01"));
        }
        asAdmin(tenantId, resellerId)
                .get("/api/v1/charges")
                .then()
                .body("items.kind", contains("Charge", "Credit", "Charge"))
                .body("items.description", contains("PlanChange", "PlanChange", "Period"));
    }

    @Test
    void changeWhenThePeriodEndsIsPendingAndCanBeTakenBack() {
        post(asReseller(resellerId), "/changes", change(plus, "PeriodEnd"))
                .statusCode(200)
                .body("subscription_plan_id", equalTo(basic.toString()))
                .body("pending.subscription_plan_id", equalTo(plus.toString()))
                .body("pending.interval", equalTo("Month"));
        post(asAdmin(tenantId, resellerId), "/preview", change(plus, "PeriodEnd"))
                .statusCode(200)
                .body("lines.kind", contains("Charge"))
                .body("totals.EUR", equalTo("59.00"));

        asReseller(resellerId)
                .delete("/api/v1/subscriptions/" + id + "/pending-change")
                .then()
                .statusCode(200)
                .body("pending", nullValue())
                .body("version", equalTo(3));
        assertThat(column(LINES, tenantId)).hasSize(1);
    }

    @Test
    void cancelledSubscriptionGoesOnUntilItsEndAndIsResumed() {
        put("{\"at\": \"PeriodEnd\"}")
                .statusCode(200)
                .body("status", equalTo("Cancelled"))
                .body("ends_at", notNullValue())
                .body("next_charge_at", nullValue());
        put("{\"at\": \"PeriodEnd\"}").statusCode(200).body("version", equalTo(2));
        post(asReseller(resellerId), "/changes", change(plus, "Now"))
                .statusCode(409)
                .body("detail", containsString("Resume it first"));

        asReseller(resellerId)
                .delete("/api/v1/subscriptions/" + id + "/cancellation")
                .then()
                .statusCode(200)
                .body("status", equalTo("Active"))
                .body("ends_at", nullValue());
        assertThat(column(LINES, tenantId)).hasSize(1);
    }

    @Test
    void cancelledAtOnceIsCreditedAndResumedForAWholePeriod() {
        put("{\"at\": \"Now\"}").statusCode(200).body("status", equalTo("Expired"));
        put("{\"at\": \"Now\"}").statusCode(200);
        asReseller(resellerId)
                .delete("/api/v1/subscriptions/" + id + "/cancellation")
                .then()
                .statusCode(200)
                .body("status", equalTo("Active"));

        assertThat(column(LINES, tenantId)).containsExactly("Charge 1", "Credit 1", "Charge 1");
    }

    @Test
    void planOfATenantChangedElsewhereIsPaidForTheRest() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String fact = tenantFact(tenantId, 2, resellerId, plus, now);

        untilHandled(send(Topic.TENANT_CHANGED, tenantId, assigned(fact, 2, now, "\"trial_days\": 0")));
        untilHandled(send(
                Topic.TENANT_CHANGED,
                tenantId,
                assigned(fact.replace("\"version\": 2", "\"version\": 3"), 2, now, "\"trial_days\": 0")));

        assertThat(column(LINES, tenantId)).containsExactly("Charge 1", "Credit 1", "Charge 1");
    }

    @Test
    void repeatedOrEchoedPlanOfATenantDoesNotUndoAChange() {
        post(asReseller(resellerId), "/changes", change(plus, "Now")).statusCode(200);
        Instant now = Instant.now();

        // tenant-service had not heard of the change yet, when it published its name.
        untilHandled(send(
                Topic.TENANT_CHANGED,
                tenantId,
                assigned(tenantFact(tenantId, 5, resellerId, basic, now), 1, now, "\"trial_days\": 0")));

        asReseller(resellerId)
                .get("/api/v1/subscriptions/" + id)
                .then()
                .body("subscription_plan_id", equalTo(plus.toString()));
        assertThat(column(LINES, tenantId)).hasSize(3);
    }

    @Test
    void oneIsMovedToTheCurrentVersionByNamingItsPlan() {
        asReseller(resellerId)
                .contentType("application/merge-patch+json")
                .body("{\"price_monthly\": \"49.00\"}")
                .patch("/api/v1/subscription-plans/" + basic)
                .then()
                .statusCode(200);

        post(asReseller(resellerId), "/changes", "{\"at\": \"Now\"}")
                .statusCode(200)
                .body("plan_version", equalTo(1));
        post(asReseller(resellerId), "/changes", change(basic, "Now"))
                .statusCode(200)
                .body("plan_version", equalTo(2));
        assertThat(column(LINES, tenantId)).containsExactly("Charge 1", "Credit 1", "Charge 2");
    }

    @Test
    void subscribersAreListedForWhoSellsThePlan() {
        asReseller(resellerId)
                .get("/api/v1/subscription-plans/" + basic + "/subscribers")
                .then()
                .statusCode(200)
                .body("items.tenant_id", contains(tenantId.toString()))
                .body("items[0].interval", equalTo("Month"));
        asReseller(UUID.randomUUID())
                .get("/api/v1/subscription-plans/" + basic + "/subscribers")
                .then()
                .statusCode(404);
        UUID systems = created(asPlatform(), planBody("5.00", "EUR"));
        UUID ours = tenantSince(resellerId, systems, Instant.now());
        UUID rival = reseller("15.00");
        tenantSince(rival, systems, Instant.now());
        asReseller(resellerId)
                .get("/api/v1/subscription-plans/" + systems + "/subscribers")
                .then()
                .body("items.tenant_id", contains(ours.toString()));
        asPlatform()
                .get("/api/v1/subscription-plans/" + systems + "/subscribers")
                .then()
                .body("items", hasSize(2));
    }

    @Test
    void movesAllAtOnceWhenTheClockPasses() {
        UUID systems = created(asPlatform(), planBody("5.00", "EUR"));
        UUID ours = tenantSince(resellerId, systems, Instant.now().truncatedTo(ChronoUnit.MICROS));
        UUID rival = reseller("15.00");
        tenantSince(rival, systems, Instant.now());
        asPlatform()
                .contentType("application/merge-patch+json")
                .body("{\"price_monthly\": \"7.00\"}")
                .patch("/api/v1/subscription-plans/" + systems)
                .then()
                .statusCode(200);

        asReseller(resellerId)
                .contentType(ContentType.JSON)
                .body("{\"at\": \"Now\"}")
                .post("/api/v1/subscription-plans/" + systems + "/moves")
                .then()
                .statusCode(200)
                .body("subscriptions", equalTo(1))
                .body("plan_version", equalTo(2));

        assertThat(column(
                        "select pending_plan_version || ' ' || (next_charge_at = pending_due_at) from subscriptions where tenant_id = ?",
                        ours))
                .containsExactly("2 true");
        assertThat(column(
                        "select payload::json #>> '{data,planned,plan_version}' from outbox where tenant_id = ?"
                                + " order by id desc limit 1",
                        ours))
                .containsExactly("2");
    }

    @Test
    void onlySellersChange() {
        String body = change(plus, "Now");

        post(asAdmin(tenantId, resellerId), "/changes", body).statusCode(403);
        post(asUser(tenantId, resellerId), "/preview", body).statusCode(403);
        post(asReseller(UUID.randomUUID()), "/changes", body).statusCode(404);
        post(asAdmin(UUID.randomUUID(), resellerId), "/preview", body).statusCode(404);
        post(asPlatform(), "/changes", body).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"at\": \"Later\"} | /at",
                "{} | /at",
                "{\"at\": \"Now\", \"interval\": \"Year\"} | /interval",
                "{\"at\": \"Now\", \"interval\": \"Week\"} | /interval",
                "{\"at\": \"Now\", \"subscription_plan_id\": \"00000000-0000-0000-0000-000000000009\"} | /subscription_plan_id",
                "{\"at\": \"Now\", \"plan\": 1} | /plan",
            })
    void pointsAtWhatIsWrong(String body, String pointer) {
        post(asReseller(resellerId), "/changes", body).statusCode(400).body("errors.pointer", contains(pointer));
        post(asReseller(resellerId), "/preview", body).statusCode(400).body("errors.pointer", contains(pointer));
    }

    @Test
    void refusesPlansThatAreNotOnSaleAndOldVersionsOfTheSubscription() {
        asReseller(resellerId)
                .contentType("application/merge-patch+json")
                .body("{\"status\": \"Archived\"}")
                .patch("/api/v1/subscription-plans/" + plus)
                .then()
                .statusCode(200);
        post(asReseller(resellerId), "/changes", change(plus, "Now"))
                .statusCode(400)
                .body("errors.code", contains("not-allowed"));
        post(asReseller(resellerId), "/changes", change(plan(UUID.randomUUID(), "1.00", "EUR"), "Now"))
                .statusCode(400)
                .body("errors.code", contains("not-found"));
        post(asReseller(resellerId).header("If-Match", "\"9\""), "/changes", change(basic, "Now"))
                .statusCode(412);
    }

    private static String change(UUID plan, String at) {
        return "{\"subscription_plan_id\": \"" + plan + "\", \"at\": \"" + at + "\"}";
    }

    private ValidatableResponse post(RequestSpecification by, String path, String body) {
        return by.contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/subscriptions/" + id + path)
                .then();
    }

    private ValidatableResponse put(String body) {
        return asReseller(resellerId)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/subscriptions/" + id + "/cancellation")
                .then();
    }
}
