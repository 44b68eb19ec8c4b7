package dev.sotto.tenants.suspensions;

import static dev.sotto.tenants.Sotto.TENANTS;
import static dev.sotto.tenants.Sotto.aPlan;
import static dev.sotto.tenants.Sotto.aReseller;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.events;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.publish;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.user;
import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SuspensionsTest {

    private static final String OWN =
            "select status, array_to_string(suspensions, ','), version from tenants where id = ?";

    private final UUID reseller = aReseller();
    private final UUID plan = aPlan(reseller, 5);
    private Tenant tenant;

    @BeforeEach
    void aTenantOfTheReseller() {
        tenant = aTenant(reseller, plan);
    }

    @Test
    void suspensionIsPublishedWithItsReason() {
        platformAdmin()
                .body("{\"note\": \"Two invoices are unpaid.\"}")
                .put(reason("Billing"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2-Suspended-\"")
                .body("status", equalTo("Suspended"))
                .body("suspensions", contains("Billing"))
                .body("reseller_suspensions", empty())
                .body("planned_move", nullValue())
                .body("version", equalTo(2));

        assertThat(rows(OWN, tenant.id())).containsExactly("Suspended|Billing|2");
        JsonNode data = events(Topic.TENANT_CHANGED, tenant.id(), 2).get(1).get("data");
        assertThat(data.get("status").asText()).isEqualTo("Suspended");
        assertThat(data.get("suspensions")).hasToString("[\"Billing\"]");
        assertThat(data.get("version").asLong()).isEqualTo(2);
        assertThat(rows(
                        "select action, reseller_id, scope, before->>'status', after->>'status', after->>'reason', after->>'note' "
                                + "from audit_log where subject_id = ? order by id desc limit 1",
                        tenant.id()))
                .containsExactly(
                        "suspended|" + reseller + "|platform|Active|Suspended|Billing|Two invoices are unpaid.");
    }

    @Test
    void liftsOnlyTheNamedReason() {
        platformAdmin().put(reason("Abuse")).then().statusCode(200);
        resellerAdmin(reseller).put(reason("Reseller")).then().statusCode(200);
        platformAdmin().put(reason("Admin")).then().statusCode(200);

        platformAdmin()
                .delete(reason("Abuse"))
                .then()
                .statusCode(200)
                .body("status", equalTo("Suspended"))
                .body("suspensions", contains("Admin", "Reseller"));
        platformAdmin().delete(reason("Admin")).then().body("suspensions", contains("Reseller"));
        resellerAdmin(reseller)
                .delete(reason("Reseller"))
                .then()
                .statusCode(200)
                .header("ETag", "\"7\"")
                .body("status", equalTo("Active"))
                .body("suspensions", empty());

        JsonNode last = events(Topic.TENANT_CHANGED, tenant.id(), 7).get(6).get("data");
        assertThat(last.get("status").asText()).isEqualTo("Active");
        assertThat(rows(
                        "select count(*) from audit_log where subject_id = ? and action = 'suspension-lifted'",
                        tenant.id()))
                .containsExactly("3");
    }

    @Test
    void repeatedSuspensionChangesNothing() {
        platformAdmin().body("{}").put(reason("Admin")).then().statusCode(200);
        platformAdmin()
                .body("{\"note\": \"again\"}")
                .put(reason("Admin"))
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        platformAdmin().delete(reason("Abuse")).then().statusCode(200).body("version", equalTo(2));

        assertThat(rows("select count(*) from outbox where key = ?", tenant.id()))
                .containsExactly("2");
        assertThat(rows("select count(*) from audit_log where subject_id = ?", tenant.id()))
                .containsExactly("2");
    }

    @Test
    void refusesOtherRolesReasons() {
        platformAdmin().put(reason("Abuse")).then().statusCode(200);

        for (String reason : List.of("Admin", "Abuse", "Billing")) {
            resellerAdmin(reseller).put(reason(reason)).then().statusCode(403).body("type", endsWith("forbidden"));
            resellerAdmin(reseller).delete(reason(reason)).then().statusCode(403);
        }
        platformAdmin().put(reason("Reseller")).then().statusCode(403);
        for (SuspensionReason reason : SuspensionReason.values()) {
            admin(tenant).put(reason(reason.name())).then().statusCode(403);
            admin(tenant).delete(reason(reason.name())).then().statusCode(403);
            user(tenant).put(reason(reason.name())).then().statusCode(403);
        }
        assertThat(rows(OWN, tenant.id())).containsExactly("Suspended|Abuse|2");
    }

    @Test
    void foreignTenantsHousesAndUnknownReasonsAreNotFound() {
        platformAdmin()
                .queryParam("tenant_id", reseller)
                .get(Sotto.USERS)
                .then()
                .statusCode(200);

        resellerAdmin(aReseller()).put(reason("Reseller")).then().statusCode(404);
        resellerAdmin(aReseller()).delete(reason("Reseller")).then().statusCode(404);
        platformAdmin().put(reason("Boredom")).then().statusCode(404).body("type", endsWith("not-found"));
        platformAdmin()
                .put(TENANTS + "/" + reseller + "/suspensions/Admin")
                .then()
                .statusCode(404);
        platformAdmin()
                .put(TENANTS + "/" + Ids.next() + "/suspensions/Admin")
                .then()
                .statusCode(404);
        assertThat(rows(OWN, tenant.id())).containsExactly("Active||1");
    }

    @Test
    void refusesInvalidNote() {
        for (String note : List.of("a".repeat(501), "two\\nlines", "nul\\u0000", "\\u0085")) {
            platformAdmin()
                    .body("{\"note\": \"" + note + "\"}")
                    .put(reason("Admin"))
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/note"));
        }
        platformAdmin()
                .body("{\"reason\": \"x\"}")
                .put(reason("Admin"))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/reason"));
        platformAdmin()
                .body("{\"note\": \"" + "a".repeat(500) + "\"}")
                .put(reason("Admin"))
                .then()
                .statusCode(200);
    }

    @Test
    void acceptsEmptyBody() {
        String token = SottoTestResource.tokens().platformAdmin().sign();

        given().auth().oauth2(token).put(reason("Admin")).then().statusCode(200);
        given().auth()
                .oauth2(token)
                .delete(reason("Admin"))
                .then()
                .statusCode(200)
                .body("status", equalTo("Active"));
    }

    @Test
    void refusesOutdatedVersion() {
        String tag = platformAdmin().put(reason("Admin")).header("ETag");

        platformAdmin()
                .header("If-Match", "\"1\"")
                .put(reason("Abuse"))
                .then()
                .statusCode(412)
                .body("type", endsWith("precondition-failed"));
        platformAdmin().header("If-Match", tag).put(reason("Abuse")).then().statusCode(200);
    }

    @Test
    void concurrentSuspensionsKeepAllReasons() {
        List<String> reasons = List.of("Admin", "Abuse", "Billing", "Reseller");
        AtomicInteger next = new AtomicInteger();

        List<Integer> answers = Sotto.atOnce(16, () -> setBySomebody(reasons.get(next.getAndIncrement() % 4)));

        assertThat(answers).containsOnly(200);
        resellerAdmin(reseller)
                .get(TENANTS + "/" + tenant.id())
                .then()
                .body("suspensions", containsInAnyOrder("Admin", "Abuse", "Billing", "Reseller"))
                .body("version", equalTo(5));
        assertThat(rows("select count(*) from outbox where key = ?", tenant.id()))
                .containsExactly("5");
    }

    private Response setBySomebody(String reason) {
        return (reason.equals("Reseller") ? resellerAdmin(reseller) : platformAdmin()).put(reason(reason));
    }

    @Test
    void reopenedTenantKeepsItsSuspensions() {
        platformAdmin().put(reason("Abuse")).then().statusCode(200);

        resellerAdmin(reseller).delete(TENANTS + "/" + tenant.id()).then().statusCode(204);
        resellerAdmin(reseller).delete(TENANTS + "/" + tenant.id()).then().statusCode(204);
        assertThat(rows(OWN, tenant.id())).containsExactly("Closed|Abuse|3");
        platformAdmin()
                .put(reason("Billing"))
                .then()
                .body("status", equalTo("Closed"))
                .body("suspensions", containsInAnyOrder("Abuse", "Billing"));
        platformAdmin().delete(reason("Billing")).then().body("status", equalTo("Closed"));
        platformAdmin()
                .post(TENANTS + "/" + tenant.id() + "/reopen")
                .then()
                .statusCode(200)
                .body("status", equalTo("Suspended"))
                .body("suspensions", contains("Abuse"));
        platformAdmin()
                .post(TENANTS + "/" + tenant.id() + "/reopen")
                .then()
                .statusCode(200)
                .body("version", equalTo(6));

        List<JsonNode> events = events(Topic.TENANT_CHANGED, tenant.id(), 6);
        assertThat(events.get(2).get("data").get("status").asText()).isEqualTo("Closed");
        assertThat(events.get(5).get("data").get("status").asText()).isEqualTo("Suspended");
        assertThat(rows(
                        "select action from audit_log where subject_id = ? and action in ('closed', 'reopened') order by id",
                        tenant.id()))
                .containsExactly("closed", "reopened");
    }

    @Test
    void refusesToCloseForeignTenantOrOutdatedVersion() {
        String path = TENANTS + "/" + tenant.id();
        resellerAdmin(aReseller()).delete(path).then().statusCode(404);
        resellerAdmin(aReseller()).post(path + "/reopen").then().statusCode(404);
        platformAdmin().delete(TENANTS + "/" + Ids.next()).then().statusCode(404);
        admin(tenant).delete(path).then().statusCode(403);
        admin(tenant).post(path + "/reopen").then().statusCode(403);
        resellerAdmin(reseller).header("If-Match", "\"7\"").delete(path).then().statusCode(412);

        assertThat(rows(OWN, tenant.id())).containsExactly("Active||1");
    }

    @Test
    void showsResellersReasonsWithoutCopyingThem() {
        resellerIs(2, "Suspended", "Billing");

        for (RequestSpecification caller :
                List.of(resellerAdmin(reseller), platformAdmin(), admin(tenant), user(tenant))) {
            caller.get(TENANTS + "/" + tenant.id())
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1-Suspended-Billing\"")
                    .body("status", equalTo("Suspended"))
                    .body("suspensions", empty())
                    .body("reseller_suspensions", contains("Billing"));
        }
        listed("Suspended", tenant.id());
        listed("Active");
        assertThat(rows(OWN, tenant.id())).containsExactly("Active||1");
        assertThat(rows("select count(*) from outbox where key = ?", tenant.id()))
                .containsExactly("1");

        resellerIs(3, "Active");
        admin(tenant)
                .header("If-None-Match", "\"1-Suspended-Billing\"")
                .get(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("status", equalTo("Active"));
        resellerIs(4, "Closed");
        listed("Closed", tenant.id());
        admin(tenant)
                .header("If-None-Match", "\"1\"")
                .get(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200)
                .body("status", equalTo("Closed"))
                .body("reseller_suspensions", empty());
    }

    @Test
    void doesNotShowOtherResellersSuspension() {
        Tenant other = aTenant();
        resellerIs(2, "Suspended", "Abuse");

        admin(other).get(TENANTS + "/" + other.id()).then().body("status", equalTo("Active"));
        resellerAdmin(other.resellerId())
                .queryParam("status", "Suspended")
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void suspendedTenantsPeopleCanOnlyRead() {
        Tenant suspended = aTenant(reseller, plan);
        platformAdmin()
                .put(TENANTS + "/" + suspended.id() + "/suspensions/Billing")
                .then()
                .statusCode(200);

        await().until(() -> invite(suspended).statusCode() == 403);
        invite(suspended).then().body("type", endsWith("suspended")).body("reasons", contains("Billing"));
        admin(suspended).get(TENANTS + "/" + suspended.id()).then().statusCode(200);
        user(suspended).get(TENANTS).then().statusCode(200);

        platformAdmin()
                .delete(TENANTS + "/" + suspended.id() + "/suspensions/Billing")
                .then()
                .statusCode(200);
        await().until(() -> invite(suspended).statusCode() == 201);
    }

    @Test
    void suspendedResellerAndItsTenantsCannotChangeAnything() {
        resellerIs(2, "Suspended", "Admin");

        await().until(() -> rename().statusCode() == 403);
        rename().then().body("type", endsWith("suspended")).body("reasons", contains("Admin"));
        await().until(() -> invite(tenant).statusCode() == 403);
        resellerAdmin(reseller).get(TENANTS).then().statusCode(200);

        resellerIs(3, "Active");
        await().until(() -> rename().statusCode() == 200);
    }

    private Response rename() {
        return resellerAdmin(reseller).body("{\"name\": \"Acme\"}").patch(TENANTS + "/" + tenant.id());
    }

    private static Response invite(Tenant tenant) {
        return admin(tenant)
                .body(Sotto.invitation(tenant.id(), Sotto.anEmail(), Role.User))
                .post(Sotto.USERS);
    }

    private String reason(String reason) {
        return TENANTS + "/" + tenant.id() + "/suspensions/" + reason;
    }

    private void listed(String status, UUID... ids) {
        resellerAdmin(reseller)
                .queryParams(Map.of("status", status))
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body(
                        "items.id",
                        equalTo(List.of(ids).stream().map(UUID::toString).toList()));
    }

    /** Publishes the reseller's new state, and waits until this service has handled it. */
    private void resellerIs(long version, String status, String... suspensions) {
        String reasons = String.join(
                ",", List.of(suspensions).stream().map(each -> '"' + each + '"').toList());
        String fact = Sotto.reseller(reseller, version)
                .replace(
                        "\"status\": \"Active\"", "\"status\": \"" + status + "\", \"suspensions\": [" + reasons + "]");
        OwnerServer.answer("reseller-service", "resellers", reseller, fact);
        publish(Topic.RESELLER_CHANGED, reseller, version, fact);
        awaitRow(
                "select 1 from replicas where topic = 'reseller-changed' and id = ? and version = ?",
                reseller,
                version);
    }
}
