package dev.sotto.runtime;

import static dev.sotto.runtime.Heard.own;
import static dev.sotto.runtime.Heard.tell;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.sotto.model.access.Permission;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.access.ApiKeyText;
import dev.sotto.runtime.json.Ids;
import dev.sotto.testing.CapturedLog;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.tokens.ForgedKeys;
import dev.sotto.testing.tokens.Volley;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** API keys: a key is accepted as its user, within its permissions, while the key and its user are valid. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class ApiKeyTest {

    private static final long SEED = 20_260_301;
    private static final int FORGERIES = Boolean.getBoolean("sotto.campaign") ? 1_000_000 : 10_000;

    /** More than the limit of simultaneous look-ups at the owner. */
    private static final int MANY_AT_ONCE = 24;

    private final Heard ada = Heard.user();

    @TestHTTPResource("/probe/work")
    URI work;

    @AfterEach
    void bringTheOwnerBack() {
        OwnerServer.away("tenant-service", false);
        OwnerServer.hangs("tenant-service", false);
        OwnerServer.expectsAnotherKey("tenant-service", false);
    }

    @Test
    void actsAsItsUserAndIsNamedAsActor() {
        ApiKeyText key = ada.keyHeardOf();

        get(key.text(), "work")
                .statusCode(200)
                .body(containsString("Tenant[id=" + ada.tenantId() + ", resellerId=" + ada.resellerId() + "]"))
                .body(endsWith(" api-key:" + key.id()));
    }

    @Test
    void actsInTheResellersScopeOfItsUser() {
        Heard admin = Heard.resellerAdmin();

        get(admin.keyHeardOf().text(), "work")
                .statusCode(200)
                .body(containsString("Reseller[id=" + admin.resellerId() + "]"));
    }

    @Test
    void callsOnlyPermittedOperations() {
        ApiKeyText key = ada.keyHeardOf();
        ApiKeyText without = ApiKeyText.fresh(Ids.next());
        tell(new ApiKeyChanged(
                without.id(),
                1,
                ada.tenantId(),
                ada.resellerId(),
                ada.userId(),
                without.secretHash(),
                Set.of(Permission.USAGE_READ),
                null,
                false));

        given().auth()
                .oauth2(key.text())
                .get("/probe")
                .then()
                .statusCode(403)
                .body("detail", containsString("An API key cannot"));
        get(without.text(), "work").statusCode(403).body("permission", equalTo("jobs:read"));
        // The role is checked first: a key gives its user no further rights.
        get(key.text(), "admins").statusCode(403);
    }

    @Test
    void isRefusedWithWrongSecretOrId() {
        ApiKeyText key = ada.keyHeardOf();
        ApiKeyText other = Heard.user().keyHeardOf();

        get(ApiKeyText.fresh(key.id()).text(), "work").statusCode(401).body("type", endsWith("unauthenticated"));
        get(new ApiKeyText(other.id(), key.secret()).text(), "work").statusCode(401);
        get(key.text(), "work").statusCode(200);
    }

    @Test
    void isRefusedWhenItHasExpired() {
        ApiKeyText key = ada.keyHeardOf();
        tell(ada.key(key, 2, Instant.now().minusSeconds(1), false));

        get(key.text(), "work").statusCode(401);
    }

    @Test
    void isRefusedAtExpiryDespiteCachedStatus() {
        ApiKeyText key = ada.keyHeardOf();
        tell(ada.key(key, 2, Instant.now().plusMillis(1500), false));

        get(key.text(), "work").statusCode(200);
        Probe.await("expired", () -> status(key.text()) == 401);
    }

    @Test
    void isRefusedAfterRevocation() {
        ApiKeyText key = ada.keyHeardOf();
        get(key.text(), "work").statusCode(200);

        tell(ada.key(key, 2, null, true));

        Probe.await("revoked", () -> status(key.text()) == 401);
    }

    @Test
    void isRefusedWhenItsUserIsSuspendedOrRemoved() {
        ApiKeyText key = ada.keyHeardOf();
        get(key.text(), "work").statusCode(200);

        tell(ada.user(2, UserStatus.Suspended));
        Probe.await("suspended", () -> status(key.text()) == 401);
        tell(ada.user(3, UserStatus.Active));
        Probe.await("active", () -> status(key.text()) == 200);
        tell(ada.user(4, UserStatus.Removed));
        Probe.await("removed", () -> status(key.text()) == 401);
    }

    @Test
    void survivesWithdrawalOfItsUsersTokens() {
        ApiKeyText key = ada.keyHeardOf();
        tell(ada.user(2, Role.User, UserStatus.Active, Instant.now().plusSeconds(60)));

        get(key.text(), "work").statusCode(200);
    }

    @Test
    void isLimitedWhileItsOrganisationIsSuspended() {
        ApiKeyText key = ada.keyHeardOf();
        tell(ada.tenant(2, SuspensionReason.Billing));

        get(key.text(), "work").statusCode(403).body("reasons", contains("Billing"));
        get(key.text(), "kept").statusCode(200);
    }

    @Test
    void malformedKeyIsRefusedWithoutQuery() throws SQLException {
        String key = ada.keyHeardOf().text();
        String wrongChecksum = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
        List<String> wrong = List.of(
                wrongChecksum,
                key.substring(0, key.length() - 1),
                key + "0",
                swapped(key),
                "sotto_",
                "sotto_" + "0".repeat(32) + "_" + "0".repeat(72),
                key.replace("sotto_", "sotto_0"));

        try (Connection locking = SottoTestResource.databases().superuser("reseller")) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("lock table replicas in access exclusive mode");
            for (String text : wrong) {
                get(text, "work").statusCode(401);
            }
            CompletableFuture<Integer> genuine = CompletableFuture.supplyAsync(() -> status(key));
            Probe.await("only the genuine one has a query", () -> waitingToRead() == 1);
            locking.rollback();
            assertThat(genuine.join()).isEqualTo(200);
        }
    }

    @Test
    void tenThousandForgeriesAreRefusedWithoutQuery() throws SQLException {
        String key = ada.keyHeardOf().text();

        try (Connection locking = SottoTestResource.databases().superuser("reseller")) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("lock table replicas in access exclusive mode");
            assertThat(new Volley(List.of(work), answer -> {})
                            .notRefused(new ForgedKeys(key, SEED).texts().limit(FORGERIES)))
                    .isEmpty();
            locking.rollback();
        }
        get(key, "work").statusCode(200);
    }

    @Test
    void unknownKeyIsLookedUpAtOwner() {
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        own("api-keys", ada.key(key, 1, null, false));
        own("users", ada.user(1, UserStatus.Active));
        own("tenants", ada.tenant(1));

        get(key.text(), "work").statusCode(200);

        OwnerServer.away("tenant-service", true);
        get(key.text(), "work").statusCode(200);
        assertThat(Probe.number("select count(*) from replicas where id in ('%s', '%s', '%s')"
                        .formatted(key.id(), ada.userId(), ada.tenantId())))
                .isEqualTo(3);
    }

    @Test
    void knownKeyOfUnknownUserIsLookedUpAtOwner() {
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        tell(ada.key(key, 1, null, false));
        own("users", ada.user(1, UserStatus.Active));
        own("tenants", ada.tenant(1));

        get(key.text(), "work").statusCode(200);
    }

    @Test
    void keyOfInvitedUserIsLookedUpAtOwner() {
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        tell(ada.user(1, UserStatus.Invited));
        tell(ada.tenant(1));
        tell(ada.key(key, 1, null, false));
        get(key.text(), "work").statusCode(401);

        own("users", ada.user(2, UserStatus.Active));

        get(key.text(), "work").statusCode(200);
    }

    @Test
    void isRefusedWhenOwnerDoesNotKnowIt() {
        ApiKeyText unknown = ApiKeyText.fresh(Ids.next());
        ApiKeyText orphan = ApiKeyText.fresh(Ids.next());
        own("api-keys", ada.key(orphan, 1, null, false));

        get(unknown.text(), "work").statusCode(401);
        get(orphan.text(), "work").statusCode(401);
    }

    @Test
    void unknownKeyGets503WhileOwnerIsDown() {
        OwnerServer.away("tenant-service", true);
        ApiKeyText key = ApiKeyText.fresh(Ids.next());

        get(key.text(), "work").statusCode(503).header("Retry-After", "2").body("type", endsWith("/unavailable"));

        own("api-keys", ada.key(key, 1, null, false));
        own("users", ada.user(1, UserStatus.Active));
        own("tenants", ada.tenant(1));
        OwnerServer.away("tenant-service", false);
        get(key.text(), "work").statusCode(200);
    }

    @Test
    void refusedServiceKeyIsLoggedAsConfigurationError() {
        OwnerServer.expectsAnotherKey("tenant-service", true);
        try (CapturedLog log = new CapturedLog()) {
            get(ApiKeyText.fresh(Ids.next()).text(), "work")
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("type", endsWith("/unavailable"))
                    .body("detail", not(containsString("does not answer")));

            assertThat(log.lines("Answered 503 to GET /probe/work"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.level().getName()).isEqualTo("ERROR"))
                    .extracting(CapturedLog.Line::text, STRING)
                    .contains("Configuration error: tenant-service refuses the service key of reseller-service (401)")
                    .doesNotContain(OwnerServer.KEY);
        }
        OwnerServer.expectsAnotherKey("tenant-service", false);
        get(ApiKeyText.fresh(Ids.next()).text(), "work").statusCode(401);
    }

    @Test
    void ownerFailureIsLoggedWithCause() {
        OwnerServer.away("tenant-service", true);
        try (CapturedLog log = new CapturedLog()) {
            get(ApiKeyText.fresh(Ids.next()).text(), "work")
                    .statusCode(503)
                    .body("detail", containsString("tenant-service does not answer"));

            assertThat(log.lines("Answered 503 to GET /probe/work"))
                    .singleElement()
                    .matches(line -> line.level().getName().startsWith("WARN") && !line.hasStackTrace())
                    .extracting(CapturedLog.Line::text, STRING)
                    .contains("tenant-service does not answer", "onnection");
        }
    }

    @Test
    void unknownKeyGets503WhileTooManyLookUpsRun() {
        OwnerServer.hangs("tenant-service", true);
        ExecutorService callers = Executors.newFixedThreadPool(MANY_AT_ONCE);
        List<CompletableFuture<Response>> answers = Stream.generate(() -> ApiKeyText.fresh(Ids.next()))
                .limit(MANY_AT_ONCE)
                .map(key -> CompletableFuture.supplyAsync(
                        () -> get(key.text(), "work").extract().response(), callers))
                .toList();
        callers.shutdown();

        List<Response> ended = answers.stream().map(CompletableFuture::join).toList();

        assertThat(ended).extracting(Response::statusCode).containsOnly(429, 503);
        assertThat(ended)
                .filteredOn(answer -> answer.statusCode() == 429)
                .allSatisfy(answer ->
                        answer.then().header("Retry-After", "1").body("type", endsWith("/too-many-requests")));
        OwnerServer.hangs("tenant-service", false);
        get(ApiKeyText.fresh(Ids.next()).text(), "work").statusCode(401);
    }

    @Test
    void isRefusedForAnotherTenantThanItsUsers() {
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        Heard elsewhere = new Heard(ada.userId(), UUID.randomUUID(), ada.resellerId(), ada.kind(), ada.role());
        tell(ada.user(1, UserStatus.Active));
        tell(elsewhere.tenant(1));
        tell(elsewhere.key(key, 1, null, false));

        get(key.text(), "work").statusCode(401);
    }

    @Test
    void reportsUsesPeriodicallyAndRetriesFailedReports() {
        ApiKeyText key = ada.keyHeardOf();
        OwnerServer.away("tenant-service", true);
        get(key.text(), "work").statusCode(200);
        get(ApiKeyText.fresh(key.id()).text(), "work").statusCode(401);
        get(key.text(), "work").statusCode(200);
        assertThat(timesTold(key)).isZero();

        OwnerServer.away("tenant-service", false);

        Probe.await("told", () -> timesTold(key) == 1);
        get(key.text(), "work").statusCode(200);
        Probe.await("told of the next use", () -> timesTold(key) == 2);
    }

    private static long timesTold(ApiKeyText key) {
        return OwnerServer.told("tenant-service", "api-keys/uses").stream()
                .filter(uses -> uses.contains(key.id().toString()))
                .count();
    }

    private static long waitingToRead() {
        return Probe.number("select count(*) from pg_locks l join pg_class c on c.oid = l.relation"
                + " join pg_stat_activity a on a.pid = l.pid where not l.granted and c.relname = 'replicas'"
                + " and l.mode = 'AccessShareLock' and a.query like '%k.topic = ''api-key-changed''%'");
    }

    /** Swaps two neighbouring digits of the secret, a usual typing error. */
    private static String swapped(String key) {
        for (int i = 40; i < 100; i++) {
            if (key.charAt(i) != key.charAt(i + 1)) {
                return key.substring(0, i) + key.charAt(i + 1) + key.charAt(i) + key.substring(i + 2);
            }
        }
        throw new IllegalStateException("all digits of the key are the same");
    }

    private static ValidatableResponse get(String key, String operation) {
        return given().auth().oauth2(key).get("/probe/" + operation).then();
    }

    private static int status(String key) {
        return get(key, "work").extract().statusCode();
    }
}
