package dev.sotto.tenants.replicas;

import static dev.sotto.tenants.Sotto.TENANTS;
import static dev.sotto.tenants.Sotto.aReseller;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.plan;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.publish;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.tenantOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConsumersTest {

    @Test
    void resellerEventCreatesHouseTenant() {
        UUID reseller = Ids.next();

        publish(Topic.RESELLER_CHANGED, reseller, 1, Sotto.reseller(reseller, 1));

        assertThat(awaitRow("select kind, name from tenants where id = ?", reseller))
                .isEqualTo("House|Tone & Text");
    }

    @Test
    void usesPlanFromEventWhileOwnerIsDown() {
        UUID reseller = aReseller();
        UUID plan = Ids.next();
        publish(Topic.PLAN_CHANGED, plan, 2, plan(plan, 2, reseller, 90, 5));
        awaitRow("select version from replicas where topic = 'plan-changed' and id = ?", plan);
        publish(Topic.PLAN_CHANGED, plan, 1, plan(plan, 1, reseller, 60, 5));
        UUID marker = Ids.next();
        publish(Topic.PLAN_CHANGED, marker, 1, plan(marker, 1, reseller, 60, 5));
        awaitRow("select version from replicas where topic = 'plan-changed' and id = ?", marker);
        OwnerServer.away("billing-service", true);
        try {
            resellerAdmin(reseller)
                    .body(tenantOn(plan, "Acme"))
                    .post(TENANTS)
                    .then()
                    .statusCode(201)
                    .body("processing_quota_minutes", equalTo(90));
        } finally {
            OwnerServer.away("billing-service", false);
        }
    }

    @Test
    void planChangeAffectsOnlyNewAssignments() {
        UUID reseller = aReseller();
        UUID plan = Sotto.aPlan(reseller, 5);
        Tenant tenant = aTenant(reseller, plan);

        publish(Topic.PLAN_CHANGED, plan, 2, plan(plan, 2, reseller, 999, 9));
        awaitRow("select 1 from replicas where topic = 'plan-changed' and id = ? and version = 2", plan);

        admin(tenant).get(TENANTS + "/" + tenant.id()).then().body("processing_quota_minutes", equalTo(60));
        Tenant next = aTenant(reseller, plan);
        admin(next).get(TENANTS + "/" + next.id()).then().body("processing_quota_minutes", equalTo(999));
    }

    @Test
    void subscriptionEventPublishesNoTenantEvent() {
        Tenant tenant = aTenant();
        UUID subscription = Ids.next();

        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 2, subscription(subscription, 2, tenant, "Active"));
        awaitRow("select 1 from tenants where id = ? and subscription_version = 2", tenant.id());
        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 1, subscription(subscription, 1, tenant, "Trial"));
        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 3, subscription(subscription, 3, tenant, "Cancelled"));
        awaitRow("select 1 from tenants where id = ? and subscription_version = 3", tenant.id());

        admin(tenant)
                .get(TENANTS + "/" + tenant.id())
                .then()
                .body("subscription_id", equalTo(subscription.toString()))
                .body("subscription_status", equalTo("Cancelled"))
                .body("version", equalTo(3));
        assertThat(rows("select count(*) from outbox where key = ?", tenant.id()))
                .containsExactly("1");
    }

    @Test
    void subscriptionBringsTheLimitsOfItsVersion() {
        Tenant tenant = aTenant();
        UUID subscription = Ids.next();
        UUID plan = Ids.next();

        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 2, changed(subscription, 2, tenant, plan, "Active", 1));

        assertThat(awaitRow(
                        "select plan_version, storage_quota_mb, max_users, concurrent_jobs, weight, requests_per_minute, features,"
                                + " anchor at time zone 'UTC' from tenants where id = ? and processing_quota_minutes = 600",
                        tenant.id()))
                .isEqualTo("4|1000|20|8|3|900|{\"max_retention_days\": 30}|2026-02-01 00:00:00");
        assertThat(published(tenant, 2).get("data").get("processing_ms").asLong())
                .isEqualTo(36_000_000);
        assertThat(published(tenant, 2)
                        .get("data")
                        .get("assignment")
                        .get("number")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void expiredSubscriptionTakesTheQuotaAndResumedOneGivesItBack() {
        Tenant tenant = aTenant();
        UUID subscription = Ids.next();
        UUID plan = Ids.next();

        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 2, changed(subscription, 2, tenant, plan, "Expired", 1));
        awaitRow("select 1 from tenants where id = ? and subscription_version = 2", tenant.id());
        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 3, changed(subscription, 3, tenant, plan, "Active", 1));
        awaitRow("select 1 from tenants where id = ? and subscription_version = 3", tenant.id());

        assertThat(published(tenant, 2).get("data").get("processing_ms").asLong())
                .isZero();
        assertThat(published(tenant, 2).get("data").get("storage_bytes").asLong())
                .isZero();
        assertThat(published(tenant, 3).get("data").get("processing_ms").asLong())
                .isEqualTo(36_000_000);
    }

    @Test
    void subscriptionThatHasNotFollowedTheLatestAssignmentChangesNoPlan() {
        UUID reseller = aReseller();
        UUID before = Sotto.aPlan(reseller, 5);
        UUID after = Sotto.aPlan(reseller, 7);
        Tenant tenant = aTenant(reseller, before);
        resellerAdmin(reseller)
                .body("{\"subscription_plan_id\": \"" + after + "\"}")
                .patch(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200);
        UUID subscription = Ids.next();

        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 2, changed(subscription, 2, tenant, before, "Active", 1));
        awaitRow("select 1 from tenants where id = ? and subscription_version = 2", tenant.id());

        assertThat(rows("select subscription_plan_id, max_users, assignment from tenants where id = ?", tenant.id()))
                .containsExactly(after + "|7|2");
    }

    @Test
    void subscriptionLiftsNoSuspensionOfAnOperator() {
        Tenant tenant = aTenant();
        UUID subscription = Ids.next();
        platformAdmin()
                .body("{}")
                .put(TENANTS + "/" + tenant.id() + "/suspensions/Billing")
                .then()
                .statusCode(200);

        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 2, changed(subscription, 2, tenant, Ids.next(), "Active", 1));
        awaitRow("select 1 from tenants where id = ? and subscription_version = 2", tenant.id());

        assertThat(rows("select status, suspensions from tenants where id = ?", tenant.id()))
                .containsExactly("Suspended|{Billing}");
        assertThat(published(tenant, 3).get("data").get("status").asText()).isEqualTo("Suspended");
    }

    @Test
    void adminsGetOneLetterAboutAPlannedChange() {
        Tenant tenant = aTenant();
        UUID subscription = Ids.next();
        String admin = Sotto.aMember(tenant, Role.Admin).email();
        String user = Sotto.aMember(tenant, Role.User).email();

        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 2, planned(subscription, 2, tenant, "2026-03-01T00:00:00Z"));
        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 3, planned(subscription, 3, tenant, "2026-03-01T00:00:00Z"));
        publish(Topic.SUBSCRIPTION_CHANGED, subscription, 4, planned(subscription, 4, tenant, "2026-04-01T00:00:00Z"));

        await().until(() -> plansMailedTo(admin).size() > 1);
        assertThat(plansMailedTo(admin)).hasSize(2).anyMatch(letter -> letter.contains("at 2026-03-01 00:00 UTC"));
        assertThat(plansMailedTo(user)).isEmpty();
    }

    private static List<String> plansMailedTo(String email) {
        return Sotto.lettersTo(email).stream()
                .filter(letter -> letter.contains("/#/plan"))
                .toList();
    }

    private static String planned(UUID id, long version, Tenant tenant, String from) {
        String event = subscription(id, version, tenant, "Active");
        return event.substring(0, event.length() - 1) + """
                , "planned": {"subscription_plan_id": "%s", "plan_version": 5, "interval": "Month", "from": "%s"}}""".formatted(Ids.next(), from);
    }

    /** The tenant's event of this version, as it waits in the outbox or was sent. */
    private static JsonNode published(Tenant tenant, int number) {
        return Sotto.events(Topic.TENANT_CHANGED, tenant.id(), number).get(number - 1);
    }

    private static String changed(UUID id, long version, Tenant tenant, UUID plan, String status, long assignment) {
        return """
                {"subscription_id": "%s", "version": %d, "tenant_id": "%s", "reseller_id": "%s",
                 "subscription_plan_id": "%s", "source": "Manual", "status": "%s", "anchor": "2026-01-01T00:00:00Z",
                 "plan_version": 4, "interval": "Month", "quota_anchor": "2026-02-01T00:00:00Z", "assignment": %d,
                 "allowance": {"storage_quota_mb": 1000, "processing_quota_minutes": 600, "max_users": 20,
                    "limits": {"requests_per_minute": 900, "key_requests_per_minute": 90, "concurrent_jobs": 8, "weight": 3},
                    "features": {"max_retention_days": 30}}}""".formatted(id, version, tenant.id(), tenant.resellerId(), plan, status, assignment);
    }

    private static String subscription(UUID id, long version, Tenant tenant, String status) {
        return """
                {"subscription_id": "%s", "version": %d, "tenant_id": "%s", "reseller_id": "%s",
                 "subscription_plan_id": "%s", "source": "Manual", "status": "%s", "anchor": "2026-01-01T00:00:00Z"}""".formatted(id, version, tenant.id(), tenant.resellerId(), Ids.next(), status);
    }

    @Test
    void deletedBrandingIsRemovedFromItsTenants() {
        UUID reseller = aReseller();
        UUID plan = Sotto.aPlan(reseller, 5);
        UUID gone = Sotto.aBranding(reseller);
        UUID kept = Sotto.aBranding(reseller);
        Tenant one = branded(aTenant(reseller, plan), gone);
        Tenant other = branded(aTenant(reseller, plan), kept);

        publish(Topic.BRANDING_CHANGED, gone, 2, """
                {"branding_configuration_id": "%s", "version": 2, "reseller_id": "%s", "name": "Blue",
                 "is_default": false, "deleted": true}""".formatted(gone, reseller));

        awaitRow("select 1 from tenants where id = ? and branding_configuration_id is null", one.id());
        admin(one).get(TENANTS + "/" + one.id()).then().header("ETag", "\"3\"");
        admin(other)
                .get(TENANTS + "/" + other.id())
                .then()
                .header("ETag", "\"2\"")
                .body("branding_configuration_id", equalTo(kept.toString()));
    }

    private static Tenant branded(Tenant tenant, UUID branding) {
        resellerAdmin(tenant.resellerId())
                .body("{\"branding_configuration_id\": \"" + branding + "\"}")
                .patch(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200);
        return tenant;
    }

    @Test
    void unreadableRecordIsDeadLettered() {
        String poison = "poison " + UUID.randomUUID();
        UUID branding = Ids.next();
        UUID reseller = Ids.next();

        // One key, so that the second record is handled after the first.
        SottoTestResource.kafka().send(Topic.BRANDING_CHANGED.topicName(), branding.toString(), poison);
        publish(Topic.BRANDING_CHANGED, branding, 1, """
                {"branding_configuration_id": "%s", "version": 1, "reseller_id": "%s", "name": "Blue",
                 "is_default": true, "deleted": false}""".formatted(branding, reseller));

        assertThat(awaitRow("select reseller_id from replicas where topic = 'branding-changed' and id = ?", branding))
                .isEqualTo(reseller.toString());
        assertThat(SottoTestResource.kafka().texts(Topic.BRANDING_CHANGED.deadLetterName(), 1, TestTimeout.DURATION))
                .contains(poison);
    }
}
