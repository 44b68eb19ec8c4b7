package dev.sotto.billing;

import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.asUser;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.jobFact;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.send;
import static dev.sotto.billing.World.tenant;
import static dev.sotto.billing.World.until;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two resellers, each with a tenant that has usage. Neither may see the other's data. */
@QuarkusTest
class IsolationTest {

    private static UUID resellerA;
    private static UUID resellerB;
    private static UUID tenantA;
    private static UUID neighbourA;
    private static UUID tenantB;

    @BeforeEach
    void twoResellers() {
        if (resellerA == null) {
            settle();
        }
    }

    private static void settle() {
        resellerA = reseller("15.00");
        resellerB = reseller("15.00");
        UUID planA = plan(resellerA, "29.00", "EUR");
        tenantA = busyTenant(resellerA, planA);
        neighbourA = busyTenant(resellerA, planA);
        tenantB = busyTenant(resellerB, plan(resellerB, "59.00", "EUR"));
    }

    private static UUID busyTenant(UUID resellerId, UUID planId) {
        UUID tenantId = tenant(resellerId, planId);
        UUID job = UUID.randomUUID();
        send(Topic.JOB_COMPLETED, job, jobFact(job, tenantId, resellerId, "Completed", 1000, 1_000_000));
        until(() -> count("select count(*) from usage_records where tenant_id = ?", tenantId) == 2);
        return tenantId;
    }

    @ParameterizedTest
    @ValueSource(strings = {"charges", "usage-records", "subscriptions"})
    void eachCallerSeesItsOwnRows(String list) {
        int aTenant = list.equals("usage-records") ? 2 : 1;
        Supplier<RequestSpecification> a = () -> asReseller(resellerA);
        String path = "/api/v1/" + list;

        a.get().get(path).then().statusCode(200).body("items", hasSize(2 * aTenant));
        a.get().get(path + "?tenant_id=" + tenantA).then().body("items", hasSize(aTenant));
        a.get().get(path + "?tenant_id=" + tenantB).then().statusCode(200).body("items", hasSize(0));
        asAdmin(tenantA, resellerA).get(path).then().statusCode(200).body("items", hasSize(aTenant));
        asAdmin(tenantA, resellerA)
                .get(path + "?tenant_id=" + neighbourA)
                .then()
                .body("items", hasSize(0));
        asPlatform().get(path + "?tenant_id=" + tenantB).then().statusCode(200).body("items", hasSize(aTenant));
    }

    @Test
    void totalsContainNoForeignUsage() {
        asReseller(resellerA)
                .get("/api/v1/usage?tenant_id=" + tenantB)
                .then()
                .statusCode(200)
                .body("totals", hasSize(0));
        asAdmin(tenantA, resellerA)
                .get("/api/v1/usage?tenant_id=" + neighbourA)
                .then()
                .body("totals", hasSize(0));
        asReseller(resellerA).get("/api/v1/usage").then().body("totals", hasSize(4));
    }

    @Test
    void onlyResellerReadsCommission() {
        asReseller(resellerA)
                .get("/api/v1/commission")
                .then()
                .statusCode(200)
                .body("totals.EUR", equalTo("8.70"))
                .body("items", hasSize(2));
        asReseller(resellerA)
                .get("/api/v1/commission?reseller_id=" + resellerB)
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("totals.size()", equalTo(0));
        asPlatform()
                .get("/api/v1/commission?reseller_id=" + resellerB)
                .then()
                .statusCode(200)
                .body("totals.EUR", equalTo("8.85"));
        asAdmin(tenantA, resellerA).get("/api/v1/commission").then().statusCode(403);
        asUser(tenantA, resellerA).get("/api/v1/commission").then().statusCode(403);
    }

    @Test
    void usersSeeTheirOwnUsageAndNoMoney() {
        asUser(tenantA, resellerA).get("/api/v1/usage").then().statusCode(200).body("totals", hasSize(0));
        asUser(tenantA, resellerA).get("/api/v1/charges").then().statusCode(403);
        asUser(tenantA, resellerA).get("/api/v1/subscriptions").then().statusCode(403);
    }

    @Test
    void foreignSubscriptionIsNotFound() {
        String foreign = column("select id from subscriptions where tenant_id = ?", tenantB)
                .get(0);

        String theirs = asReseller(resellerA)
                .get("/api/v1/subscriptions/" + foreign)
                .then()
                .statusCode(404)
                .extract()
                .path("detail");
        asReseller(resellerA)
                .get("/api/v1/subscriptions/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("detail", equalTo(theirs));
        asAdmin(tenantA, resellerA)
                .get("/api/v1/subscriptions/" + foreign)
                .then()
                .statusCode(404);
    }
}
