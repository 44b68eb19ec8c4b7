package dev.sotto.tenants.webhooks;

import static dev.sotto.tenants.Sotto.TENANTS;
import static dev.sotto.tenants.Sotto.aPlan;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.json;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.webhooks.Webhooks.endJob;
import static dev.sotto.tenants.webhooks.Webhooks.register;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.tenants.webhooks.Receiver.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of accounts go to the tenant and to its reseller. */
@QuarkusTest
@QuarkusTestResource(value = Receiver.class, restrictToAnnotatedClass = false)
class AccountEventsTest {

    private static final Answer OK = Answer.of(200, "");

    private UUID reseller;
    private String path;

    @BeforeEach
    void aResellerWithAReceiver() {
        reseller = Sotto.aReseller();
        path = "/" + UUID.randomUUID();
        String url = Receiver.url(path, OK);
        register(
                resellerAdmin(reseller),
                url,
                "tenant.created",
                "tenant.suspended",
                "tenant.reactivated",
                "tenant.closed",
                "tenant.plan_changed");
    }

    @Test
    void resellerHearsOfItsTenantsAccountsOnly() {
        Tenant tenant = aTenant(reseller, aPlan(reseller, 5));
        Tenant stranger = aTenant();
        resellerAdmin(stranger.resellerId())
                .body("{}")
                .put(suspension(stranger))
                .then()
                .statusCode(200);
        endJob(tenant, "Completed");
        resellerAdmin(reseller).body("{}").put(suspension(tenant)).then().statusCode(200);
        resellerAdmin(reseller).delete(suspension(tenant)).then().statusCode(200);

        await().until(() -> types().size() >= 3);
        assertThat(types()).containsExactlyInAnyOrder("tenant.created", "tenant.suspended", "tenant.reactivated");
        for (JsonNode body : bodies()) {
            assertThat(body.get("data").get("tenant_id").asText())
                    .isEqualTo(tenant.id().toString());
        }
    }

    @Test
    void tenantHearsOfItsSuspension() {
        Tenant tenant = aTenant(reseller, aPlan(reseller, 5));
        String own = path + "-own";
        register(admin(tenant), Receiver.url(own, OK), "tenant.suspended", "tenant.reactivated");
        resellerAdmin(reseller).body("{}").put(suspension(tenant)).then().statusCode(200);

        JsonNode body = json(Webhooks.awaitReceived(own, 1).get(0).body());

        assertThat(body.get("type").asText()).isEqualTo("tenant.suspended");
        assertThat(body.get("data").get("status").asText()).isEqualTo("Suspended");
        assertThat(body.get("data").get("suspensions")).hasToString("[\"Reseller\"]");
    }

    @Test
    void tenantHearsOnceThatItsQuotaIsUsedUp() {
        Tenant tenant = aTenant(reseller, aPlan(reseller, 5));
        String own = path + "-quota";
        register(admin(tenant), Receiver.url(own, OK), "quota.exhausted");
        Sotto.awaitRow("select tenant_id from webhook_tenants where tenant_id = ?", tenant.id());
        Sotto.change("update webhook_tenants set processing_ms = 66000 where tenant_id = ?", tenant.id());
        endJob(tenant, "Completed");
        endJob(tenant, "Completed");

        JsonNode body = json(Webhooks.awaitReceived(own, 1).get(0).body());

        assertThat(body.get("type").asText()).isEqualTo("quota.exhausted");
        assertThat(body.get("data").get("quota_ms").asLong()).isEqualTo(66_000);
        Sotto.awaitRow("select tenant_id from webhook_tenants where tenant_id = ? and used_ms = 2 * 6365", tenant.id());
        assertThat(Sotto.rows("select event from webhook_deliveries where tenant_id = ?", tenant.id()))
                .containsExactly("quota.exhausted");
    }

    private static String suspension(Tenant tenant) {
        return TENANTS + "/" + tenant.id() + "/suspensions/Reseller";
    }

    private List<JsonNode> bodies() {
        return Receiver.received(path).stream()
                .map(received -> json(received.body()))
                .toList();
    }

    private List<String> types() {
        return bodies().stream().map(body -> body.get("type").asText()).toList();
    }
}
