package dev.sotto.tenants.impersonation;

import static dev.sotto.tenants.Sotto.aReseller;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.json;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.publish;
import static dev.sotto.tenants.Sotto.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.WellKnownIds;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImpersonationTest {

    private static final String IMPERSONATIONS = "/api/v1/auth/impersonations";
    private static final String REASON = "Ticket 4711: an export is missing";

    private final UUID helperId = UUID.randomUUID();
    private Tenant tenant;
    private Member ada;

    @BeforeEach
    void begin() {
        tenant = aTenant();
        ada = joined(tenant, Role.User);
    }

    @Test
    void resellerActsAsCustomersUserForFifteenMinutes() {
        Response answer = impersonate(helper(tenant.resellerId()), tenant.id(), ada.id());

        answer.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(900))
                .body("refresh_token", nullValue());
        JsonNode claims = claims(answer.path("access_token"));
        assertThat(claims.at("/sub").asText()).isEqualTo(ada.id().toString());
        assertThat(claims.at("/act/sub").asText()).isEqualTo(helperId.toString());
        assertThat(claims.at("/groups/0").asText()).isEqualTo("User");
        assertThat(claims.at("/tenant_id").asText()).isEqualTo(tenant.id().toString());
        assertThat(claims.at("/reseller_id").asText())
                .isEqualTo(tenant.resellerId().toString());
        assertThat(claims.at("/exp").asLong() - claims.at("/iat").asLong()).isEqualTo(900);
        bearing(answer.path("access_token"))
                .get(Sotto.USERS + "/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(ada.id().toString()));
    }

    @Test
    void auditLogShowsImpersonatorAndReason() {
        Member admin = joined(tenant, Role.Admin);
        String token =
                impersonate(helper(tenant.resellerId()), tenant.id(), ada.id()).path("access_token");
        bearing(token)
                .body("{\"first_name\": \"Augusta\"}")
                .patch(Sotto.USERS + "/me")
                .then()
                .statusCode(200);

        Response log = bearing(admin.accessToken()).get("/api/v1/audit-log/tenants");

        log.then().statusCode(200);
        JsonNode entries = json(log.asString()).get("items");
        JsonNode changed = entries.get(0);
        JsonNode impersonated = entries.get(1);
        assertThat(impersonated.at("/action").asText()).isEqualTo("impersonated");
        assertThat(impersonated.at("/subject_id").asText()).isEqualTo(ada.id().toString());
        assertThat(impersonated.at("/actor").asText()).isEqualTo(helperId.toString());
        assertThat(impersonated.at("/after/reason").asText()).isEqualTo(REASON);
        assertThat(impersonated.at("/after/as/0").asText()).isEqualTo("ResellerAdmin");
        assertThat(changed.at("/action").asText()).isEqualTo("changed");
        assertThat(changed.at("/actor").asText()).isEqualTo(helperId.toString());
        assertThat(changed.at("/user_id").asText()).isEqualTo(ada.id().toString());
    }

    @Test
    void platformActsAsUsersOfHousesAndCustomers() {
        HouseAdmin houseAdmin = joinedHouseAdmin();

        Response asReseller = impersonate(platformAdmin(), tenant.resellerId(), houseAdmin.id());
        asReseller.then().statusCode(200);
        bearing(asReseller.path("access_token"))
                .get(Sotto.TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200);
        impersonate(platformAdmin(), tenant.id(), ada.id()).then().statusCode(200);
        assertThat(rows(
                        "select count(*) from audit_log where action = 'impersonated' and tenant_id in (?, ?)",
                        tenant.id(),
                        tenant.resellerId()))
                .containsExactly("2");
    }

    @Test
    void impersonationShowsWhoActsWhyAndUntilWhen() {
        HouseAdmin houseAdmin = joinedHouseAdmin();
        change("update users set first_name = 'Grace', last_name = 'Hopper' where id = ?", houseAdmin.id());
        String delegated =
                impersonate(bearing(houseAdmin.token()), tenant.id(), ada.id()).path("access_token");

        bearing(delegated)
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("user.id", equalTo(ada.id().toString()))
                .body("organisation.id", equalTo(tenant.id().toString()))
                .body("impersonation.actor_name", equalTo("Grace Hopper"))
                .body("impersonation.reason", equalTo(REASON))
                .body(
                        "impersonation.expires_at",
                        equalTo(Instant.ofEpochSecond(
                                        claims(delegated).path("exp").asLong())
                                .toString()));
    }

    @Test
    void endOfImpersonationIsInTheAuditLog() {
        String delegated =
                impersonate(helper(tenant.resellerId()), tenant.id(), ada.id()).path("access_token");
        change("update tenants set status = 'Suspended', suspensions = array['Billing'] where id = ?", tenant.id());

        bearing(delegated).delete(IMPERSONATIONS).then().statusCode(204);

        assertThat(rows(
                        "select action, actor, user_id, subject_id from audit_log where tenant_id = ? order by id desc limit 1",
                        tenant.id()))
                .containsExactly("impersonation-ended|" + helperId + "|" + ada.id() + "|" + ada.id());
    }

    @Test
    void endedImpersonationsTokenIsRefusedAndThePersonRefreshes() {
        String delegated =
                impersonate(helper(tenant.resellerId()), tenant.id(), ada.id()).path("access_token");
        bearing(delegated).delete(IMPERSONATIONS).then().statusCode(204);

        Sotto.awaitRefusal(delegated);
        Response refreshed = Sotto.refresh(ada.refreshToken());
        refreshed.then().statusCode(200);
        bearing(refreshed.path("access_token")).get(Sotto.USERS + "/me").then().statusCode(200);
        // An impersonation of the same second works.
        String next =
                impersonate(helper(tenant.resellerId()), tenant.id(), ada.id()).path("access_token");
        bearing(next).get(Sotto.USERS + "/me").then().statusCode(200);
    }

    @Test
    void auditLogNamesPeopleAndTheReason() {
        Member admin = joined(tenant, Role.Admin);
        change("update users set first_name = 'Ada', last_name = 'Byron' where id = ?", ada.id());
        HouseAdmin grace = joinedHouseAdmin();
        String entries = "/api/v1/audit-log/tenants?subject_id=" + ada.id() + "&limit=1&action=impersonated";
        impersonate(bearing(grace.token()), tenant.id(), ada.id()).then().statusCode(200);

        // Without a name, a helper from outside stays unnamed: the address is not the customer's matter.
        bearing(admin.accessToken()).get(entries).then().body("items.actor_name", contains(nullValue()));
        change("update users set first_name = 'Grace', last_name = 'Hopper' where id = ?", grace.id());
        bearing(admin.accessToken())
                .get(entries)
                .then()
                .statusCode(200)
                .body("items.actor_name", contains("Grace Hopper"))
                .body("items.subject_name", contains("Ada Byron"))
                .body("items.reason", contains(REASON));
        bearing(grace.token()).get(entries).then().body("items.subject_name", contains("Ada Byron"));
        platformAdmin().get(entries).then().body("items.subject_name", contains(nullValue()));
    }

    @Test
    void onlyAnImpersonatorCanEndAnImpersonation() {
        bearing(ada.accessToken()).delete(IMPERSONATIONS).then().statusCode(409).body("type", endsWith("/conflict"));
        helper(tenant.resellerId()).delete(IMPERSONATIONS).then().statusCode(409);
    }

    @Test
    void refusesUsersOutsideTheCallersTree() {
        impersonate(platformAdmin(), WellKnownIds.PLATFORM_TENANT, ada.id())
                .then()
                .statusCode(403)
                .body("type", endsWith("/forbidden"));
        impersonate(helper(tenant.resellerId()), tenant.resellerId(), ada.id())
                .then()
                .statusCode(403);
        impersonate(helper(aReseller()), tenant.id(), ada.id()).then().statusCode(404);
        impersonate(helper(tenant.resellerId()), aTenant().id(), ada.id())
                .then()
                .statusCode(404);
        impersonate(helper(tenant.resellerId()), UUID.randomUUID(), ada.id())
                .then()
                .statusCode(404);
        impersonate(helper(tenant.resellerId()), tenant.id(), UUID.randomUUID())
                .then()
                .statusCode(404);
        Tenant other = aTenant();
        impersonate(helper(tenant.resellerId()), tenant.id(), invite(other, anEmail(), Role.User))
                .then()
                .statusCode(404);
        impersonate(Sotto.admin(tenant), tenant.id(), ada.id()).then().statusCode(403);
        impersonate(Sotto.user(tenant), tenant.id(), ada.id()).then().statusCode(403);
        assertThat(rows("select id from audit_log where action = 'impersonated' and tenant_id = ?", tenant.id()))
                .isEmpty();
    }

    @Test
    void refusesInactiveUser() {
        UUID invited = invite(tenant, anEmail(), Role.User);

        impersonate(helper(tenant.resellerId()), tenant.id(), invited).then().statusCode(409);
    }

    /** Every service would refuse such a token during its whole life. */
    @Test
    void givesNoTokenInTheSecondOfWithdrawal() {
        HouseAdmin houseAdmin = joinedHouseAdmin();
        String validFrom = "update users set tokens_valid_from = now() + interval '1 minute' * ? where id = ?";

        change(validFrom, 1, houseAdmin.id());
        impersonate(bearing(houseAdmin.token()), tenant.id(), ada.id())
                .then()
                .statusCode(409)
                .body("detail", containsString("in this second"));
        change(validFrom, -1, houseAdmin.id());
        impersonate(bearing(houseAdmin.token()), tenant.id(), ada.id()).then().statusCode(200);
    }

    @Test
    void impersonatorCannotManageKeysOrImpersonate() {
        HouseAdmin houseAdmin = joinedHouseAdmin();
        String delegated = impersonate(platformAdmin(), tenant.resellerId(), houseAdmin.id())
                .path("access_token");
        String body = "{\"name\": \"x\", \"permissions\": [\"tenants:read\"]}";

        impersonate(bearing(delegated), tenant.id(), ada.id()).then().statusCode(403);
        bearing(delegated).body(body).post("/api/v1/api-keys").then().statusCode(403);
        String key =
                bearing(houseAdmin.token()).body(body).post("/api/v1/api-keys").path("key");
        impersonate(bearing(key), tenant.id(), ada.id()).then().statusCode(403);
        impersonate(bearing(houseAdmin.token()), tenant.id(), ada.id()).then().statusCode(200);
    }

    @Test
    void impersonatorCannotTouchBilling() {
        UUID dearer = Sotto.aPlan(tenant.resellerId(), 100);
        String delegated = impersonate(
                        platformAdmin(), tenant.resellerId(), joinedHouseAdmin().id())
                .path("access_token");

        bearing(delegated)
                .body("{\"name\": \"x\", \"subscription_plan_id\": \"" + dearer + "\"}")
                .post(Sotto.TENANTS)
                .then()
                .statusCode(403);
        bearing(delegated)
                .body("{\"subscription_plan_id\": \"" + dearer + "\"}")
                .patch(Sotto.TENANTS + "/" + tenant.id())
                .then()
                .statusCode(403)
                .body("detail", containsString("while you impersonate"));
        bearing(delegated)
                .body("{\"name\": \"Spelt right\"}")
                .patch(Sotto.TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200)
                .body("name", equalTo("Spelt right"));
    }

    @Test
    void suspendedResellerCannotImpersonate() {
        publish(Topic.RESELLER_CHANGED, tenant.resellerId(), 7, """
                {"reseller_id": "%s", "version": 7, "name": "Tone & Text", "status": "Suspended",
                 "suspensions": ["Billing"], "commission_rates": []}""".formatted(tenant.resellerId()));
        Sotto.awaitRow(
                "select 1 from replicas where id = ? and version = 7 and topic = 'reseller-changed'",
                tenant.resellerId());

        impersonate(helper(tenant.resellerId()), tenant.id(), ada.id())
                .then()
                .statusCode(403)
                .body("reasons", contains("Billing"));
    }

    @Test
    void requiresReason() {
        for (String reason : List.of("", "too short", "x".repeat(501), "with a\\u0000 byte in it")) {
            helper(tenant.resellerId())
                    .body(body(tenant.id(), ada.id(), reason))
                    .post(IMPERSONATIONS)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/reason"));
        }
        helper(tenant.resellerId())
                .body("{\"tenant_id\": \"%s\", \"reason\": \"%s\", \"role\": \"Admin\"}".formatted(tenant.id(), REASON))
                .post(IMPERSONATIONS)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/role"));
    }

    /** Returns a user whose event this service has handled. */
    private static Member joined(Tenant tenant, Role role) {
        Member member = Sotto.aMember(tenant, role);
        awaitActive(member.id());
        return member;
    }

    /** @param token the admin's own token, not one of an impersonation */
    private record HouseAdmin(UUID id, String token) {}

    /** Returns the ResellerAdmin of the tenant's reseller, whose event this service has handled. */
    private HouseAdmin joinedHouseAdmin() {
        String email = anEmail();
        UUID id = UUID.fromString(platformAdmin()
                .body(Sotto.invitation(tenant.resellerId(), email, Role.ResellerAdmin))
                .post(Sotto.USERS)
                .path("id"));
        Response accepted = Sotto.accept(Sotto.tokenMailedTo(email), Sotto.PASSWORD);
        accepted.then().statusCode(200);
        awaitActive(id);
        return new HouseAdmin(id, accepted.path("access_token"));
    }

    private static void awaitActive(UUID userId) {
        Sotto.awaitRow("select 1 from replicas where id = ? and topic = 'user-changed' and status = 'Active'", userId);
    }

    private RequestSpecification helper(UUID resellerId) {
        return bearing(SottoTestResource.tokens()
                .resellerAdmin(resellerId)
                .subject(helperId)
                .sign());
    }

    private static Response impersonate(RequestSpecification helper, UUID tenantId, UUID userId) {
        return helper.body(body(tenantId, userId, REASON)).post(IMPERSONATIONS);
    }

    private static String body(UUID tenantId, UUID userId, String reason) {
        return """
                {"tenant_id": "%s", "user_id": "%s", "reason": "%s"}""".formatted(tenantId, userId, reason);
    }

    private static JsonNode claims(String token) {
        return json(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
