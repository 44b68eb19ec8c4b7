package dev.sotto.tenants.apikeys;

import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.atOnce;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.events;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.json;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.service;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.access.ApiKeyText;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiKeysTest {

    private static final String KEYS = "/api/v1/api-keys";
    private static final String ONE_KEY = """
            {"name": "Nightly import", "permissions": ["jobs:write", "jobs:read", "jobs:read"]}""";

    private Tenant tenant;
    private Member admin;

    @BeforeEach
    void begin() {
        tenant = aTenant();
        admin = joined(tenant, Role.Admin);
    }

    @Test
    void showsNewKeyOnceAndStoresOnlyItsHash() {
        Response made = bearing(admin.accessToken()).body(ONE_KEY).post(KEYS);

        made.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("ETag", "\"1\"")
                .body("permissions", contains("jobs:read", "jobs:write"))
                .body("status", equalTo("Active"))
                .body("user_id", equalTo(admin.id().toString()))
                .body("expires_at", nullValue());
        ApiKeyText key = ApiKeyText.parse(made.path("key")).orElseThrow();
        assertThat(key.id()).hasToString(made.path("id"));
        bearing(admin.accessToken())
                .get(made.header("Location"))
                .then()
                .statusCode(200)
                .body("name", equalTo("Nightly import"))
                .body("key", nullValue());
        assertThat(rows("select to_jsonb(k)::text from api_keys k where id = ?", key.id()))
                .singleElement()
                .asString()
                .contains(key.secretHash())
                .doesNotContain(key.secret());
        assertThat(audit(key.id())).containsExactly("created|" + admin.id());
        assertThat(rows("select after::text from audit_log where subject_id = ?", key.id()))
                .noneMatch(row -> row.contains(key.secret()) || row.contains(key.secretHash()));
        JsonNode event = events(Topic.API_KEY_CHANGED, key.id(), 1).get(0);
        assertThat(event.at("/data/secret_hash").asText()).isEqualTo(key.secretHash());
        assertThat(event.at("/data/permissions").toString()).contains("jobs:read", "jobs:write");
        assertThat(event.toString()).doesNotContain(key.secret());
    }

    @Test
    void repeatedRequestReturnsSameKeyWithoutSecret() {
        Response first = bearing(admin.accessToken())
                .header("Idempotency-Key", "one")
                .body(ONE_KEY)
                .post(KEYS);
        Response second = bearing(admin.accessToken())
                .header("Idempotency-Key", "one")
                .body(ONE_KEY)
                .post(KEYS);

        first.then().statusCode(201).body("key", notNullValue());
        second.then().statusCode(201).body("id", equalTo(first.path("id"))).body("key", nullValue());
        bearing(admin.accessToken())
                .header("Idempotency-Key", "one")
                .body(ONE_KEY.replace("Nightly", "Daily"))
                .post(KEYS)
                .then()
                .statusCode(422);
    }

    @Test
    void adminCreatesKeysOnlyForUsersOfTheTenant() {
        Member user = joined(tenant, Role.User);
        Member otherAdmin = joined(tenant, Role.Admin);
        UUID invited = invite(tenant, anEmail(), Role.User);
        UUID foreign = invite(aTenant(), anEmail(), Role.User);

        keyFor(admin, user.id())
                .then()
                .statusCode(201)
                .body("user_id", equalTo(user.id().toString()));
        keyFor(admin, otherAdmin.id()).then().statusCode(403);
        keyFor(admin, invited).then().statusCode(409);
        keyFor(admin, foreign).then().statusCode(404);
        keyFor(admin, UUID.randomUUID()).then().statusCode(404);
        keyFor(user, user.id()).then().statusCode(201);
        keyFor(user, admin.id()).then().statusCode(403);
        keyIn(admin, tenant.id()).then().statusCode(201);
        keyIn(admin, aTenant().id()).then().statusCode(404);
        nobody().body(ONE_KEY).post(KEYS).then().statusCode(401);
    }

    @Test
    void resellerAdminCreatesKeysOnlyForTheirOwnAccount() {
        Member reseller = aResellerAdmin();
        String tenants = "\"permissions\": [\"tenants:read\"]";

        post(reseller, "{\"name\": \"Shop\", " + tenants + "}")
                .then()
                .statusCode(201)
                .body("tenant_id", equalTo(tenant.resellerId().toString()));
        post(reseller, "{\"name\": \"Shop\", " + tenants + ", \"tenant_id\": \"" + tenant.id() + "\"}")
                .then()
                .statusCode(403);
        post(reseller, "{\"name\": \"Shop\", " + tenants + ", \"user_id\": \"" + UUID.randomUUID() + "\"}")
                .then()
                .statusCode(403);
    }

    @Test
    void refusesPermissionsBeyondTheUsersRole() {
        Member user = joined(tenant, Role.User);

        post(user, """
                {"name": "x", "permissions": ["jobs:read", "audit:read"]}""").then().statusCode(400).body("errors.pointer", contains("/permissions/1"));
        post(admin, """
                {"name": "x", "user_id": "%s", "permissions": ["audit:read"]}""".formatted(user.id())).then().statusCode(400).body("errors.pointer", contains("/permissions/0"));
        post(admin, """
                {"name": "x", "permissions": ["audit:read"]}""").then().statusCode(201);
    }

    @Test
    void pointsAtInvalidMembers() {
        refuses("{\"name\": \"x\", \"permissions\": [\"jobs:read\", \"jobs:own\"]}", "/permissions/1");
        refuses("{\"name\": \"x\", \"permissions\": []}", "/permissions");
        refuses("{\"name\": \"x\", \"permissions\": [null]}", "/permissions/0");
        refuses("{\"name\": \"x\"}", "/permissions");
        refuses("{\"name\": \" \", \"permissions\": [\"jobs:read\"]}", "/name");
        refuses("{\"name\": \"a\\u0000b\", \"permissions\": [\"jobs:read\"]}", "/name");
        refuses("{\"name\": \"x\", \"permissions\": [\"jobs:read\"], \"key_hash\": \"00\"}", "/key_hash");
        refuses(expiring("2020-01-01T00:00:00Z"), "/expires_at");
        refuses(expiring("+292278994-01-01T00:00:00Z"), "/expires_at");
        refuses(expiring("tomorrow"), "/expires_at");
        refuses(expiring(""), "/expires_at");
        refuses(expiring("  "), "/expires_at");
    }

    @Test
    void limitsValidKeysPerUserToFifty() {
        for (int i = 0; i < 49; i++) {
            insertKey(null, null);
        }
        insertKey(Instant.now(), null);
        insertKey(null, Instant.now().minusSeconds(1));

        List<Integer> answers =
                atOnce(8, () -> bearing(admin.accessToken()).body(ONE_KEY).post(KEYS));

        assertThat(Collections.frequency(answers, 201)).isEqualTo(1);
        assertThat(Collections.frequency(answers, 409)).isEqualTo(7);
    }

    @Test
    void userSeesOwnKeysAndAdminSeesAll() {
        Member user = joined(tenant, Role.User);
        String own = made(user);
        String admins = made(admin);
        Member stranger = joined(aTenant(), Role.Admin);

        bearing(user.accessToken()).get(KEYS).then().statusCode(200).body("items.id", contains(own));
        bearing(user.accessToken())
                .queryParam("user_id", admin.id())
                .get(KEYS)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
        bearing(user.accessToken()).get(KEYS + "/" + admins).then().statusCode(404);
        bearing(user.accessToken()).delete(KEYS + "/" + admins).then().statusCode(404);
        bearing(admin.accessToken()).get(KEYS).then().body("items.id", contains(admins, own));
        bearing(admin.accessToken())
                .queryParam("user_id", user.id())
                .get(KEYS)
                .then()
                .body("items.id", contains(own));
        bearing(stranger.accessToken()).get(KEYS + "/" + own).then().statusCode(404);
        bearing(stranger.accessToken()).delete(KEYS + "/" + own).then().statusCode(404);
        bearing(stranger.accessToken()).get(KEYS).then().body("items.id", not(hasItem(own)));
    }

    @Test
    void resellerSeesAndRevokesKeysOfItsCustomersOnly() {
        String key = made(admin);

        resellerAdmin(tenant.resellerId())
                .queryParam("tenant_id", tenant.id())
                .get(KEYS)
                .then()
                .statusCode(200)
                .body("items.id", contains(key));
        resellerAdmin(Sotto.aReseller())
                .queryParam("tenant_id", tenant.id())
                .get(KEYS)
                .then()
                .statusCode(404);
        platformAdmin().queryParam("tenant_id", tenant.id()).get(KEYS).then().statusCode(403);
        resellerAdmin(tenant.resellerId())
                .queryParam("tenant_id", tenant.id())
                .delete(KEYS + "/" + key)
                .then()
                .statusCode(204);
        assertThat(rows("select revoked_at is not null from api_keys where id = ?", UUID.fromString(key)))
                .containsExactly("t");
    }

    @Test
    void listsByPageAndStatus() {
        insertKey(null, Instant.now().minusSeconds(1));
        String working = made(admin);
        String revoked = made(admin);
        bearing(admin.accessToken()).delete(KEYS + "/" + revoked).then().statusCode(204);

        Response first = bearing(admin.accessToken()).queryParam("limit", 2).get(KEYS);
        first.then().statusCode(200).body("items.id", contains(revoked, working));
        bearing(admin.accessToken())
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next_cursor"))
                .get(KEYS)
                .then()
                .body("items.status", contains("Expired"))
                .body("next_cursor", nullValue());
        for (String status : List.of("Active", "Expired", "Revoked")) {
            bearing(admin.accessToken())
                    .queryParam("status", status)
                    .get(KEYS)
                    .then()
                    .body("items.status", contains(status));
        }
        bearing(admin.accessToken()).queryParam("limit", 0).get(KEYS).then().statusCode(400);
    }

    @Test
    void renameChangesOnlyTheName() {
        String key = made(admin);

        patch(admin, key, "{\"name\": \"Weekly import\"}", "\"1\"")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Weekly import"));
        patch(admin, key, "{\"name\": \"Again\"}", "\"1\"").then().statusCode(412);
        patch(admin, key, "{\"permissions\": [\"audit:read\"]}", "*")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/permissions"));
        patch(admin, key, "{\"name\": null}", "*").then().statusCode(400);
        assertThat(audit(UUID.fromString(key))).containsExactly("created|" + admin.id(), "changed|" + admin.id());
        assertThat(events(Topic.API_KEY_CHANGED, UUID.fromString(key), 1)).hasSize(1);
    }

    @Test
    void removalOfUserRevokesTheirKeys() {
        Member member = joined(tenant, Role.User);
        UUID working = UUID.fromString(made(member));
        UUID revoked = UUID.fromString(made(member));
        UUID expired = UUID.fromString(made(member));
        change("update api_keys set expires_at = created_at where id = ?", expired);
        UUID ofAnother = UUID.fromString(made(admin));
        bearing(member.accessToken()).delete(KEYS + "/" + revoked).then().statusCode(204);

        bearing(admin.accessToken())
                .delete("/api/v1/users/" + member.id())
                .then()
                .statusCode(204);

        bearing(admin.accessToken()).get(KEYS + "?status=Active").then().body("items.id", contains("" + ofAnother));
        assertThat(events(Topic.API_KEY_CHANGED, working, 2)
                        .get(1)
                        .at("/data/revoked")
                        .asBoolean())
                .isTrue();
        assertThat(events(Topic.API_KEY_CHANGED, revoked, 2)).hasSize(2);
        assertThat(audit(working)).containsExactly("created|" + member.id(), "revoked|" + admin.id());
        assertThat(audit(revoked)).containsExactly("created|" + member.id(), "revoked|" + member.id());
        assertThat(audit(expired)).containsExactly("created|" + member.id());
    }

    @Test
    void revocationIsPermanentAndPublished() {
        Response made = bearing(admin.accessToken()).body(ONE_KEY).post(KEYS);
        UUID id = UUID.fromString(made.path("id"));
        String key = made.path("key");
        assertThat(comingWith(key)).isEqualTo(403);

        bearing(admin.accessToken()).delete(KEYS + "/" + id).then().statusCode(204);
        bearing(admin.accessToken()).delete(KEYS + "/" + id).then().statusCode(204);

        await().until(() -> comingWith(key) == 401);
        bearing(admin.accessToken())
                .get(KEYS + "/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("Revoked"))
                .body("revoked_at", notNullValue());
        List<JsonNode> events = events(Topic.API_KEY_CHANGED, id, 2);
        assertThat(events).hasSize(2);
        assertThat(events.get(1).at("/data/revoked").asBoolean()).isTrue();
        assertThat(events.get(1).at("/data/secret_hash").asText()).isEmpty();
        assertThat(events.get(1).at("/data/version").asLong()).isEqualTo(2);
        assertThat(audit(id)).containsExactly("created|" + admin.id(), "revoked|" + admin.id());
    }

    @Test
    void acceptsNewKeyBeforeItsEventArrives() {
        Response made = bearing(admin.accessToken()).body(ONE_KEY).post(KEYS);
        UUID id = UUID.fromString(made.path("id"));
        awaitRow("select 1 from replicas where id = ?", id);
        change("delete from replicas where id in (?, ?, ?)", id, admin.id(), tenant.id());

        // 403 shows that the key is known, because no key may manage keys. An unknown key gives 401.
        assertThat(comingWith(made.path("key"))).isEqualTo(403);
        assertThat(comingWith(ApiKeyText.fresh(id).text())).isEqualTo(401);
    }

    @Test
    void keysAndImpersonatorsCannotManageKeys() {
        String key = bearing(admin.accessToken()).body(ONE_KEY).post(KEYS).path("key");
        String id = made(admin);
        String impersonator = SottoTestResource.tokens()
                .admin(tenant.id(), tenant.resellerId())
                .subject(admin.id())
                .claim("act", Map.of("sub", UUID.randomUUID().toString()))
                .sign();

        for (String bearer : List.of(key, impersonator)) {
            bearing(bearer).body(ONE_KEY).post(KEYS).then().statusCode(403);
            bearing(bearer).delete(KEYS + "/" + id).then().statusCode(403);
            bearing(bearer)
                    .body("{\"name\": \"x\"}")
                    .patch(KEYS + "/" + id)
                    .then()
                    .statusCode(403);
        }
        bearing(key).get(KEYS).then().statusCode(403).body("detail", containsString("An API key cannot"));
        bearing(impersonator).get(KEYS).then().statusCode(200);
    }

    @Test
    void recordsLastUse() {
        Response made = bearing(admin.accessToken()).body(ONE_KEY).post(KEYS);
        UUID id = UUID.fromString(made.path("id"));
        bearing(admin.accessToken()).get(KEYS + "/" + id).then().body("last_used_at", nullValue());

        comingWith(made.path("key"));

        awaitRow("select last_used_at from api_keys where id = ? and last_used_at is not null", id);
        bearing(admin.accessToken())
                .get(KEYS + "/" + id)
                .then()
                .header("ETag", "\"1\"")
                .body("last_used_at", notNullValue());
    }

    @Test
    void storesLatestReportedUseAndIgnoresFuture() {
        UUID id = UUID.fromString(made(admin));
        Instant used = Instant.parse("2026-01-02T03:04:05Z");

        tell(id, used).then().statusCode(204);
        tell(id, used.minusSeconds(1)).then().statusCode(204);
        assertThat(rows("select last_used_at = '2026-01-02T03:04:05Z' from api_keys where id = ?", id))
                .containsExactly("t");
        tell(id, Instant.now().plus(1, ChronoUnit.DAYS)).then().statusCode(204);
        assertThat(rows("select last_used_at <= now() and last_used_at > '2026-02-01' from api_keys where id = ?", id))
                .containsExactly("t");
        bearing(admin.accessToken())
                .body("{\"uses\": []}")
                .post("/internal/v1/api-keys/uses")
                .then()
                .statusCode(403);
    }

    @Test
    void internalReadMatchesEvent() {
        UUID id = UUID.fromString(made(admin));
        JsonNode key = events(Topic.API_KEY_CHANGED, id, 1).get(0).get("data");
        List<JsonNode> user = events(Topic.USER_CHANGED, admin.id(), 2);

        assertThat(json(service().get("/internal/v1/api-keys/" + id).asString()))
                .isEqualTo(key);
        assertThat(json(service().get("/internal/v1/users/" + admin.id()).asString()))
                .isEqualTo(user.get(user.size() - 1).get("data"));
        bearing(admin.accessToken()).delete(KEYS + "/" + id).then().statusCode(204);
        JsonNode revoked = events(Topic.API_KEY_CHANGED, id, 2).get(1).get("data");
        assertThat(json(service().get("/internal/v1/api-keys/" + id).asString()))
                .isEqualTo(revoked);
        service().get("/internal/v1/api-keys/" + UUID.randomUUID()).then().statusCode(404);
        service().get("/internal/v1/users/" + UUID.randomUUID()).then().statusCode(404);
        platformAdmin().get("/internal/v1/api-keys/" + id).then().statusCode(403);
    }

    /** Returns a user whose event this service has handled. */
    private static Member joined(Tenant tenant, Role role) {
        return heardOf(Sotto.aMember(tenant, role));
    }

    private static Member heardOf(Member member) {
        awaitRow("select 1 from replicas where id = ? and topic = 'user-changed' and status = 'Active'", member.id());
        return member;
    }

    private Response post(Member member, String body) {
        return bearing(member.accessToken()).body(body).post(KEYS);
    }

    private Response keyFor(Member member, UUID userId) {
        return post(member, """
                {"name": "x", "permissions": ["jobs:read"], "user_id": "%s"}""".formatted(userId));
    }

    private Response keyIn(Member member, UUID tenantId) {
        return post(member, """
                {"name": "x", "permissions": ["jobs:read"], "tenant_id": "%s"}""".formatted(tenantId));
    }

    private static String expiring(String instant) {
        return """
                {"name": "x", "permissions": ["jobs:read"], "expires_at": "%s"}""".formatted(instant);
    }

    private void refuses(String body, String pointer) {
        post(admin, body)
                .then()
                .statusCode(400)
                .body("type", endsWith("invalid-request"))
                .body("errors.pointer", hasItem(pointer));
    }

    private String made(Member member) {
        Response made = post(member, ONE_KEY);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return made.path("id");
    }

    private void insertKey(Instant revokedAt, Instant expiresAt) {
        change("""
                insert into api_keys (id, tenant_id, user_id, name, key_hash, revoked_at, expires_at)
                values (uuidv7(), ?, ?, 'x', gen_random_uuid()::text, ?::timestamptz, ?::timestamptz)""", tenant.id(), admin.id(), text(revokedAt), text(expiresAt));
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Response patch(Member member, String key, String body, String ifMatch) {
        return bearing(member.accessToken())
                .contentType("application/merge-patch+json")
                .header("If-Match", ifMatch)
                .body(body)
                .patch(KEYS + "/" + key);
    }

    /** Returns 403 for a known key, because no key may manage keys. */
    private static int comingWith(String key) {
        return bearing(key).get(KEYS).statusCode();
    }

    private static Response tell(UUID id, Instant used) {
        return service()
                .contentType(ContentType.JSON)
                .body("""
                {"uses": [{"api_key_id": "%s", "last_used_at": "%s"}]}""".formatted(id, used))
                .post("/internal/v1/api-keys/uses");
    }

    private static List<String> audit(UUID key) {
        return rows(
                "select action, actor from audit_log where subject_type = 'api_key' and subject_id = ? order by id",
                key);
    }

    private Member aResellerAdmin() {
        String email = anEmail();
        Response invited = platformAdmin()
                .body(Sotto.invitation(tenant.resellerId(), email, Role.ResellerAdmin))
                .post(Sotto.USERS);
        assertThat(invited.statusCode()).as(invited.asString()).isEqualTo(201);
        Response tokens = Sotto.accept(Sotto.tokenMailedTo(email), Sotto.PASSWORD);
        return heardOf(new Member(
                UUID.fromString(invited.path("id")), email, tokens.path("access_token"), tokens.path("refresh_token")));
    }
}
