package dev.sotto.tenants.tenants;

import static dev.sotto.tenants.Sotto.TENANTS;
import static dev.sotto.tenants.Sotto.aPlan;
import static dev.sotto.tenants.Sotto.aReseller;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.events;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.service;
import static dev.sotto.tenants.Sotto.tenantOn;
import static dev.sotto.tenants.Sotto.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.WellKnownIds;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.OwnerServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TenantsTest {

    private final UUID reseller = aReseller();
    private final UUID plan = aPlan(reseller, 5);

    @Test
    void createdTenantHasEverythingAdmissionNeeds() {
        UUID branding = Sotto.aBranding(reseller);
        String domain = "t" + UUID.randomUUID() + ".example";

        UUID id = UUID.fromString(resellerAdmin(reseller)
                .body("""
                        {"name": "Acme", "domain": "%s", "subscription_plan_id": "%s", "branding_configuration_id": "%s"}""".formatted(domain, plan, branding))
                .post(TENANTS)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("status", equalTo("Active"))
                .body("kind", equalTo("Customer"))
                .body("reseller_id", equalTo(reseller.toString()))
                .body("branding_configuration_id", equalTo(branding.toString()))
                .body("storage_quota_mb", equalTo(100))
                .body("processing_quota_minutes", equalTo(60))
                .body("max_users", equalTo(5))
                .extract()
                .path("id"));

        assertThat(rows("select name, domain, kind, status, version, features::text from tenants where id = ?", id))
                .containsExactly("Acme|" + domain + "|Customer|Active|1|{\"diarization\": true}");
        JsonNode data = events(Topic.TENANT_CHANGED, id, 1).get(0).get("data");
        assertThat(data.get("version").asLong()).isEqualTo(1);
        assertThat(data.get("processing_ms").asLong()).isEqualTo(3_600_000);
        assertThat(data.get("storage_bytes").asLong()).isEqualTo(100_000_000);
        assertThat(data.get("max_users").asInt()).isEqualTo(5);
        assertThat(data.get("weight").asInt()).isEqualTo(1);
        assertThat(data.get("concurrency").asInt()).isEqualTo(2);
        assertThat(data.get("subscription_plan_id").asText()).isEqualTo(plan.toString());
        assertThat(data.get("features").get("diarization").asBoolean()).isTrue();
        assertThat(data.get("anchor").asText())
                .isEqualTo(resellerAdmin(reseller).get(TENANTS + "/" + id).path("created_at"));
        assertThat(rows("select action, subject_type, tenant_id from audit_log where subject_id = ?", id))
                .containsExactly("created|tenant|" + id);
    }

    @Test
    void internalReadMatchesEvent() {
        Tenant tenant = aTenant(reseller, plan);
        JsonNode data = events(Topic.TENANT_CHANGED, tenant.id(), 1).get(0).get("data");

        String answer = service()
                .queryParam("reseller_id", reseller)
                .get("/internal/v1/tenants/" + tenant.id())
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(Sotto.json(answer)).isEqualTo(data);
        service()
                .queryParam("reseller_id", Ids.next())
                .get("/internal/v1/tenants/" + tenant.id())
                .then()
                .statusCode(404);
        service()
                .get("/internal/v1/tenants/" + WellKnownIds.PLATFORM_TENANT)
                .then()
                .statusCode(200)
                .body("kind", equalTo("Platform"));
        resellerAdmin(reseller)
                .get("/internal/v1/tenants/" + tenant.id())
                .then()
                .statusCode(403);
    }

    @Test
    void refusesPlanThatResellerCannotSell() {
        UUID foreign = aPlan(aReseller(), 5);

        for (UUID unknown : List.of(foreign, Ids.next())) {
            resellerAdmin(reseller)
                    .body(tenantOn(unknown, "Acme"))
                    .post(TENANTS)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/subscription_plan_id"))
                    .body("errors.code", contains("not-found"));
        }
    }

    @Test
    void refusesCachedPlanOfAnotherReseller() {
        UUID other = aReseller();
        UUID theirs = aPlan(other, 5);
        aTenant(other, theirs);

        resellerAdmin(reseller)
                .body(tenantOn(theirs, "Acme"))
                .post(TENANTS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/subscription_plan_id"));
    }

    @Test
    void refusesForeignBranding() {
        resellerAdmin(reseller)
                .body("""
                        {"name": "Acme", "subscription_plan_id": "%s", "branding_configuration_id": "%s"}""".formatted(plan, Sotto.aBranding(aReseller())))
                .post(TENANTS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/branding_configuration_id"));
    }

    @Test
    void answers503ForUnknownPlanWhileOwnerIsDown() {
        UUID unheardOf = aPlan(reseller, 5);
        OwnerServer.away("billing-service", true);
        try {
            resellerAdmin(reseller)
                    .body(tenantOn(unheardOf, "Acme"))
                    .post(TENANTS)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("https://sotto.dev/problems/unavailable"));
        } finally {
            OwnerServer.away("billing-service", false);
        }
    }

    @Test
    void createsOnceForOneIdempotencyKey() {
        String body = tenantOn(plan, "Once");
        String token = dev.sotto.testing.SottoTestResource.tokens()
                .resellerAdmin(reseller)
                .sign();
        String first = Sotto.bearing(token)
                .header("Idempotency-Key", "k1")
                .body(body)
                .post(TENANTS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        Sotto.bearing(token)
                .header("Idempotency-Key", "k1")
                .body(body)
                .post(TENANTS)
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        Sotto.bearing(token)
                .header("Idempotency-Key", "k1")
                .body(tenantOn(plan, "Twice"))
                .post(TENANTS)
                .then()
                .statusCode(422)
                .body("type", endsWith("idempotency-key-reused"));
        assertThat(rows("select count(*) from tenants where reseller_id = ?", reseller))
                .containsExactly("1");
    }

    @Test
    void planChangeChangesEntitlementsAtOnce() {
        Tenant tenant = aTenant(reseller, plan);
        UUID bigger = aPlan(reseller, 50);

        resellerAdmin(reseller)
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"1\"")
                .body("{\"subscription_plan_id\": \"" + bigger + "\"}")
                .patch(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("max_users", equalTo(50))
                .body("version", equalTo(2));

        List<JsonNode> events = events(Topic.TENANT_CHANGED, tenant.id(), 2);
        assertThat(events.get(1).get("aggregateversion").asLong()).isEqualTo(2);
        assertThat(events.get(1).get("data").get("max_users").asInt()).isEqualTo(50);
        assertThat(events.get(1).get("data").get("anchor"))
                .isEqualTo(events.get(0).get("data").get("anchor"));
    }

    @Test
    void overridesTakeThePlaceOfThePlansLimits() {
        Tenant tenant = aTenant(reseller, plan);

        override(tenant, "{\"overrides\": {\"max_users\": 7, \"concurrent_jobs\": 9}}")
                .statusCode(200)
                .body("max_users", equalTo(7))
                .body("overrides.concurrent_jobs", equalTo(9));
        override(tenant, "{\"overrides\": {\"concurrent_jobs\": null, \"weight\": 4}}")
                .statusCode(200)
                .body("overrides", equalTo(Map.of("max_users", 7, "weight", 4)));
        override(tenant, "{\"subscription_plan_id\": \"" + aPlan(reseller, 50) + "\"}")
                .statusCode(200)
                .body("max_users", equalTo(7));
        override(tenant, "{\"overrides\": null}")
                .statusCode(200)
                .body("max_users", equalTo(50))
                .body("$", not(hasKey("overrides")));

        assertThat(events(Topic.TENANT_CHANGED, tenant.id(), 5).stream()
                        .map(event -> event.get("data"))
                        .map(data -> data.get("max_users").asInt() + " seats, weight "
                                + data.get("weight").asInt()))
                .endsWith("7 seats, weight 4", "7 seats, weight 4", "50 seats, weight 1");
    }

    @Test
    void pointsAtAnInvalidOverride() {
        override(aTenant(reseller, plan), "{\"overrides\": {\"concurrent_jobs\": 0}}")
                .statusCode(400)
                .body("errors.pointer", contains("/overrides/concurrent_jobs"));
    }

    private static ValidatableResponse override(Tenant tenant, String patch) {
        return resellerAdmin(tenant.resellerId())
                .contentType("application/merge-patch+json")
                .body(patch)
                .patch(TENANTS + "/" + tenant.id())
                .then();
    }

    @Test
    void publishesNothingWhenEntitlementsStayTheSame() {
        Tenant tenant = aTenant(reseller, plan);

        resellerAdmin(reseller)
                .body("{\"name\": \"Acme & Sons\"}")
                .patch(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200)
                .body("name", equalTo("Acme & Sons"))
                .body("version", equalTo(2));

        assertThat(rows("select count(*) from outbox where key = ?", tenant.id()))
                .containsExactly("1");
        assertThat(rows(
                        "select action, before->>'name', after->>'name' from audit_log where subject_id = ? order by id desc limit 1",
                        tenant.id()))
                .containsExactly("changed|Acme|Acme & Sons");
    }

    @Test
    void refusesChangeOfOutdatedVersion() {
        Tenant tenant = aTenant(reseller, plan);
        resellerAdmin(reseller).body("{\"name\": \"A\"}").patch(TENANTS + "/" + tenant.id());

        resellerAdmin(reseller)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"B\"}")
                .patch(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(412)
                .body("type", endsWith("precondition-failed"));
    }

    @Test
    void acceptsAnyListedVersion() {
        Tenant tenant = aTenant(reseller, plan);

        resellerAdmin(reseller)
                .header("If-Match", "\"7\" , \"1-Suspended-Admin\"")
                .body("{\"name\": \"A\"}")
                .patch(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200);
        resellerAdmin(reseller)
                .header("If-Match", "\"7\", W/\"2\", \"1\"")
                .body("{\"name\": \"B\"}")
                .patch(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(412);
    }

    @Test
    void serializesConcurrentChanges() {
        Tenant tenant = aTenant(reseller, plan);

        List<Integer> answers = Sotto.atOnce(
                16, () -> resellerAdmin(reseller).body("{\"name\": \"A\"}").patch(TENANTS + "/" + tenant.id()));

        assertThat(answers).containsOnly(200);
        assertThat(rows("select version from tenants where id = ?", tenant.id()))
                .containsExactly("17");
    }

    @Test
    void domainBelongsToOneTenant() {
        String domain = "d" + UUID.randomUUID() + ".example";
        String body = """
                {"name": "Acme", "domain": "%s", "subscription_plan_id": "%s"}""".formatted(domain, plan);
        resellerAdmin(reseller).body(body).post(TENANTS).then().statusCode(201);

        resellerAdmin(reseller).body(body).post(TENANTS).then().statusCode(409).body("type", endsWith("conflict"));
    }

    @Test
    void pointsAtInvalidMembers() {
        resellerAdmin(reseller)
                .body("{\"name\": \"Acme\", \"subscription_plan\": \"" + plan + "\"}")
                .post(TENANTS)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/subscription_plan"));
        resellerAdmin(reseller)
                .body("{\"name\": \"A\\u0000\", \"subscription_plan_id\": \"" + plan + "\"}")
                .post(TENANTS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/name"));
        resellerAdmin(reseller)
                .body("{\"domain\": \"No Host\"}")
                .post(TENANTS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/domain", "/name", "/subscription_plan_id"));
        resellerAdmin(reseller)
                .body("{\"subscription_plan_id\": null}")
                .patch(TENANTS + "/" + aTenant(reseller, plan).id())
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/subscription_plan_id"));
    }

    @Test
    void refusesControlCharactersInAName() {
        for (String control : List.of("\\n", "\\r", "\\t", "\\u007f", "\\u0085")) {
            resellerAdmin(reseller)
                    .body(tenantOn(plan, "Acme" + control))
                    .post(TENANTS)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/name"));
        }
    }

    @Test
    void refusesAVeryLongDomain() {
        for (int labels : List.of(128, 120_000)) {
            resellerAdmin(reseller)
                    .body("""
                            {"name": "Acme", "domain": "%s", "subscription_plan_id": "%s"}""".formatted("a.".repeat(labels) + "a", plan))
                    .post(TENANTS)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/domain"));
        }
    }

    @Test
    void refusesNulInQueryParameters() {
        resellerAdmin(reseller)
                .queryParam("search", "a\u0000b")
                .get(TENANTS)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({
        "tenants?status=active, ?status",
        "tenants?subscription_plan_id=1, ?subscription_plan_id",
        "tenants?limit=1.5, ?limit",
        "users?tenant_id=1-1-1-1-1, ?tenant_id",
        "api-keys?user_id=x, ?user_id",
    })
    void namesInvalidQueryParameter(String path, String pointer) {
        resellerAdmin(reseller).get("/api/v1/" + path).then().statusCode(400).body("errors.pointer", contains(pointer));
    }

    @Test
    void listsResellersCustomersByPage() {
        Tenant first = aTenant(reseller, plan);
        Tenant second = aTenant(reseller, plan);
        Tenant third = aTenant(reseller, plan);
        Tenant foreign = aTenant();

        String cursor = resellerAdmin(reseller)
                .queryParam("limit", 2)
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.id", contains(third.id().toString(), second.id().toString()))
                .header("Link", notNullValue())
                .extract()
                .path("next_cursor");
        resellerAdmin(reseller)
                .queryParam("limit", 2)
                .queryParam("cursor", cursor)
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.id", contains(first.id().toString()))
                .body("next_cursor", nullValue());
        resellerAdmin(reseller).get(TENANTS + "/" + foreign.id()).then().statusCode(404);
        resellerAdmin(reseller)
                .body("{\"name\": \"Mine\"}")
                .patch(TENANTS + "/" + foreign.id())
                .then()
                .statusCode(404);
    }

    @Test
    void findsTenantsByNameAndStatus() {
        aTenant(reseller, plan);
        resellerAdmin(reseller)
                .body(tenantOn(plan, "100% Légal_GmbH"))
                .post(TENANTS)
                .then()
                .statusCode(201);

        resellerAdmin(reseller)
                .queryParam("search", "% LÉGAL_")
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.name", contains("100% Légal_GmbH"));
        resellerAdmin(reseller)
                .queryParam("status", "Suspended")
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void findsTenantsByDomainAndPlan() {
        UUID other = aPlan(reseller, 7);
        Tenant onOther = aTenant(reseller, other);
        Tenant onPlan = aTenant(reseller, plan);
        String domain = "d" + UUID.randomUUID() + ".example";
        resellerAdmin(reseller)
                .body("{\"domain\": \"" + domain + "\"}")
                .patch(TENANTS + "/" + onPlan.id())
                .then()
                .statusCode(200);

        resellerAdmin(reseller)
                .queryParam("search", domain.substring(3, 30).toUpperCase(java.util.Locale.ROOT))
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.id", contains(onPlan.id().toString()));
        for (var caller : List.of(resellerAdmin(reseller), platformAdmin())) {
            caller.queryParam("subscription_plan_id", other)
                    .get(TENANTS)
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(onOther.id().toString()));
        }
        platformAdmin()
                .queryParam("search", domain)
                .queryParam("status", "Active")
                .get(TENANTS)
                .then()
                .body("items.id", contains(onPlan.id().toString()));
    }

    @Test
    void adminFindsOwnTenantOnlyIfFilterMatches() {
        Tenant own = aTenant(reseller, plan);

        admin(own)
                .queryParam("status", "Active")
                .queryParam("subscription_plan_id", plan)
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.id", contains(own.id().toString()));
        admin(own).queryParam("status", "Closed").get(TENANTS).then().body("items", empty());
        admin(own).queryParam("search", "nobody's name").get(TENANTS).then().body("items", empty());
        admin(own)
                .queryParam("subscription_plan_id", UUID.randomUUID())
                .get(TENANTS)
                .then()
                .body("items", empty());
    }

    @Test
    void listsOmitHouseAndPlatformTenants() {
        Tenant tenant = aTenant(reseller, plan);
        platformAdmin()
                .queryParam("tenant_id", reseller)
                .get(Sotto.USERS)
                .then()
                .statusCode(200);
        assertThat(rows("select kind from tenants where id = ?", reseller)).containsExactly("House");

        resellerAdmin(reseller)
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.id", contains(tenant.id().toString()));
        platformAdmin()
                .queryParam("limit", 200)
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.findAll { it.kind != 'Customer' }", empty())
                .body("items.id", hasItem(tenant.id().toString()));
        resellerAdmin(reseller)
                .body("{\"name\": \"House\"}")
                .patch(TENANTS + "/" + reseller)
                .then()
                .statusCode(404);
    }

    @Test
    void tenantsPeopleSeeOnlyTheirTenant() {
        Tenant tenant = aTenant(reseller, plan);
        Tenant other = aTenant(reseller, plan);

        admin(tenant).get(TENANTS + "/" + tenant.id()).then().statusCode(200).body("name", equalTo("Acme"));
        user(tenant)
                .get(TENANTS)
                .then()
                .statusCode(200)
                .body("items.id", contains(tenant.id().toString()));
        admin(tenant).get(TENANTS + "/" + other.id()).then().statusCode(404);
        admin(tenant)
                .body("{\"name\": \"X\"}")
                .patch(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(403);
        admin(tenant).body(tenantOn(plan, "X")).post(TENANTS).then().statusCode(403);
        platformAdmin().body(tenantOn(plan, "X")).post(TENANTS).then().statusCode(403);
    }

    @Test
    void answers304ForCurrentVersion() {
        Tenant tenant = aTenant(reseller, plan);

        for (String seen : List.of("\"1\"", "W/\"1\"", "\"0\", W/\"1\"", "*")) {
            admin(tenant)
                    .header("If-None-Match", seen)
                    .get(TENANTS + "/" + tenant.id())
                    .then()
                    .statusCode(304)
                    .header("ETag", "\"1\"");
        }
        change("update tenants set version = 2 where id = ?", tenant.id());
        admin(tenant)
                .header("If-None-Match", "\"1\"")
                .get(TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200);
    }
}
