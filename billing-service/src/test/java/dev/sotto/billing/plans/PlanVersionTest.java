package dev.sotto.billing.plans;

import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.created;
import static dev.sotto.billing.World.events;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.planBody;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.superuser;
import static dev.sotto.billing.World.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Versions of plans never change, and nobody gets another one by an edit. */
@QuarkusTest
class PlanVersionTest {

    private static final String PLANS = "/api/v1/subscription-plans/";
    private static final String PINNED = "select plan_version from subscriptions where tenant_id = ?";

    private final UUID resellerId = reseller("15.00");

    @Test
    void dearerPlanIsAVersionForNewSubscribers() {
        UUID id = plan(resellerId, "29.00", "EUR");
        UUID old = tenant(resellerId, id);

        edit(asReseller(resellerId), id, "{\"price_monthly\": \"49.00\", \"processing_quota_minutes\": 600}")
                .statusCode(200)
                .body("current_version", equalTo(2));
        UUID young = tenant(resellerId, id);

        assertThat(column(PINNED, old)).containsExactly("1");
        assertThat(column(PINNED, young)).containsExactly("2");
        assertThat(column("select amount from charges where tenant_id = ?", old))
                .containsExactly("29.0000");
        assertThat(column("select amount from charges where tenant_id = ?", young))
                .containsExactly("49.0000");
        asReseller(resellerId)
                .get(PLANS + id + "/versions")
                .then()
                .statusCode(200)
                .body("items.plan_version", contains(2, 1))
                .body("items.price_monthly", contains("49.00", "29.00"))
                .body("items.processing_quota_minutes", contains(600, 60));
        JsonPath event = events(Topic.PLAN_CHANGED, id, 2).get(1);
        assertThat(event.getInt("data.plan_version")).isEqualTo(2);
    }

    @Test
    void anotherNameIsNoOtherVersion() {
        UUID id = plan(resellerId, "29.00", "EUR");

        edit(asReseller(resellerId), id, "{\"name\": \"Plus\", \"price_monthly\": 29}")
                .statusCode(200)
                .body("version", equalTo(2))
                .body("current_version", equalTo(1));

        asReseller(resellerId).get(PLANS + id + "/versions").then().body("items.plan_version", contains(1));
    }

    @Test
    void versionsAreNeverChanged() {
        UUID id = plan(resellerId, "29.00", "EUR");

        for (String role : new String[] {"billing_app", "billing_system"}) {
            assertThatThrownBy(() -> as(role, "update subscription_plan_versions set price_monthly = 1"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> as(role, "delete from subscription_plan_versions"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> as(role, "delete from subscription_plans where id = '" + id + "'"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static void as(String role, String sql) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute("set role " + role);
            statement.execute(sql);
        }
    }

    @Test
    void draftsAreSeenByTheirOwnerAlone() {
        String draft = planBody("29.00", "EUR").replace("{\"name\"", "{\"status\": \"Draft\", \"name\"");
        UUID own = created(asReseller(resellerId), draft);
        UUID systems = created(asPlatform(), draft);
        UUID customer = UUID.randomUUID();

        asReseller(resellerId).get(PLANS + own).then().statusCode(200).body("status", equalTo("Draft"));
        asReseller(resellerId).get(PLANS + systems).then().statusCode(404);
        asReseller(resellerId)
                .get("/api/v1/subscription-plans?limit=200")
                .then()
                .body("items.id", hasItem(own.toString()))
                .body("items.id", not(hasItem(systems.toString())));
        asAdmin(customer, resellerId).get(PLANS + own).then().statusCode(404);
        asAdmin(customer, resellerId)
                .get("/api/v1/subscription-plans?limit=200")
                .then()
                .body("items.id", not(hasItem(own.toString())));
        asPlatform().get(PLANS + systems).then().statusCode(200);
    }

    @Test
    void archivedPlanStaysReadableAndIsNoDraftAgain() {
        UUID id = plan(resellerId, "29.00", "EUR");
        UUID tenantId = tenant(resellerId, id);

        edit(asReseller(resellerId), id, "{\"status\": \"Archived\"}")
                .statusCode(200)
                .body("status", equalTo("Archived"))
                .body("current_version", equalTo(1));

        asAdmin(tenantId, resellerId).get(PLANS + id).then().statusCode(200);
        asAdmin(tenantId, resellerId)
                .get("/api/v1/subscription-plans?limit=200")
                .then()
                .body("items.id", not(hasItem(id.toString())));
        edit(asReseller(resellerId), id, "{\"status\": \"Draft\"}")
                .statusCode(400)
                .body("errors.pointer", contains("/status"))
                .body("errors.code", contains("not-allowed"));
        edit(asReseller(resellerId), id, "{\"status\": \"Published\"}").statusCode(200);
    }

    @Test
    void foreignVersionsAreNotFound() {
        UUID id = plan(UUID.randomUUID(), "29.00", "EUR");

        asReseller(resellerId).get(PLANS + id + "/versions").then().statusCode(404);
        asReseller(resellerId)
                .get(PLANS + UUID.randomUUID() + "/versions")
                .then()
                .statusCode(404);
        asAdmin(UUID.randomUUID(), resellerId)
                .get(PLANS + id + "/versions")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse edit(RequestSpecification by, UUID id, String patch) {
        return by.contentType("application/merge-patch+json")
                .body(patch)
                .patch(PLANS + id)
                .then();
    }
}
