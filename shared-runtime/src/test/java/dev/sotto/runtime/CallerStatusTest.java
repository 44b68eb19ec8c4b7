package dev.sotto.runtime;

import static dev.sotto.runtime.Heard.tell;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.Topic;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Changes after a token was issued arrive on the owner's topic and take effect here. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class CallerStatusTest {

    private final Heard ada = Heard.user();
    private final String token = ada.token();

    @Test
    void acceptsTokenOfUnknownUser() {
        get(token, "work").statusCode(200);
    }

    @Test
    void acceptsActiveUserOfActiveOrganisation() {
        tell(ada.user(1, UserStatus.Active));
        tell(ada.tenant(1));
        tell(ada.reseller(1, ResellerStatus.Active));

        get(token, "work").statusCode(200);
    }

    @Test
    void refusesTokenWhileUserIsSuspended() {
        tell(ada.user(1, UserStatus.Suspended));
        get(token, "work").statusCode(401).body("type", endsWith("unauthenticated"));
        get(token, "kept").statusCode(401);

        tell(ada.user(2, UserStatus.Active));
        Probe.await("active again", () -> status(token, "work") == 200);

        tell(ada.user(3, UserStatus.Removed));
        Probe.await("removed", () -> status(token, "work") == 401);
    }

    @Test
    void refusesTokenWithOutdatedRole() {
        tell(ada.user(1, Role.Admin, UserStatus.Active, null));

        get(token, "work").statusCode(401);
    }

    @Test
    void refusesOnlyTokensIssuedBeforeWithdrawal() {
        Instant withdrawn = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        tell(ada.user(1, Role.User, UserStatus.Active, withdrawn));

        get(ada.tokenIssuedAt(withdrawn.minusSeconds(1)), "work").statusCode(401);
        get(ada.tokenIssuedAt(withdrawn), "work").statusCode(200);
    }

    @Test
    void refusesTokenOfAnotherTenantThanTheUsers() {
        Heard elsewhere = new Heard(ada.userId(), UUID.randomUUID(), ada.resellerId(), ada.kind(), ada.role());
        tell(ada.user(1, UserStatus.Active));

        get(elsewhere.token(), "work").statusCode(401);
    }

    @Test
    void refusesTokensIssuedBeforeTenantTransfer() {
        UUID newReseller = UUID.randomUUID();
        Heard moved = new Heard(ada.userId(), ada.tenantId(), newReseller, ada.kind(), ada.role());
        tell(ada.tenant(2, newReseller, TenantStatus.Active, Set.of()));

        get(token, "work").statusCode(401);
        get(moved.token(), "work").statusCode(200);
    }

    @Test
    void suspendedOrganisationKeepsReadingAndExport() {
        tell(ada.tenant(1, SuspensionReason.Billing, SuspensionReason.Admin));

        get(token, "work")
                .statusCode(403)
                .body("type", endsWith("/suspended"))
                .body("reasons", contains("Admin", "Billing"));
        get(token, "kept").statusCode(200);
    }

    @Test
    void tenantHasItsOwnAndItsResellersReasons() {
        tell(ada.tenant(1, SuspensionReason.Reseller));
        tell(ada.reseller(1, ResellerStatus.Suspended, SuspensionReason.Abuse));
        get(token, "work").statusCode(403).body("reasons", contains("Reseller", "Abuse"));

        tell(ada.reseller(2, ResellerStatus.Active));
        Probe.await(
                "the reseller's reason lifted",
                () -> get(token, "work").extract().jsonPath().getList("reasons").equals(java.util.List.of("Reseller")));

        tell(ada.tenant(2));
        Probe.await("no reason left", () -> status(token, "work") == 200);
    }

    @Test
    void refusesClosedOrganisationsAndTenantsOfClosedReseller() {
        tell(ada.tenant(1, ada.resellerId(), TenantStatus.Closed, Set.of()));
        get(token, "work").statusCode(403).body("type", endsWith("/suspended"));
        get(token, "kept").statusCode(200);

        Heard below = Heard.user();
        tell(below.reseller(1, ResellerStatus.Closed));
        get(below.token(), "work").statusCode(403).body("type", endsWith("/suspended"));
    }

    @Test
    void suspendedResellersPeopleAreRefused() {
        Heard admin = Heard.resellerAdmin();
        tell(admin.tenant(1));
        tell(admin.reseller(1, ResellerStatus.Suspended, SuspensionReason.Billing));

        get(admin.token(), "work").statusCode(403).body("reasons", contains("Billing"));
        get(admin.token(), "kept").statusCode(200);
    }

    @Test
    void keepsNewestVersion() {
        tell(ada.user(5, UserStatus.Suspended));
        Heard.publish(ada.user(4, UserStatus.Active));
        // A partition keeps its order: when the later record of this key was handled, the older one was too.
        tell(ada.user(6, UserStatus.Suspended));

        get(token, "work").statusCode(401);
        assertThat(Probe.number(
                        "select version from replicas where topic = 'user-changed' and id = '" + ada.userId() + "'"))
                .isEqualTo(6);
    }

    @Test
    void keepsNewestVersionOfABatch() {
        String takenOneByOne = "select count(*) from inbox where consumer = 'reseller-service/user-changed'";
        long before = Probe.number(takenOneByOne);
        for (int version = 1; version < 300; version++) {
            Heard.publish(ada.user(version, UserStatus.Active));
        }
        tell(ada.user(300, UserStatus.Suspended));

        get(token, "work").statusCode(401);
        assertThat(Probe.number(takenOneByOne)).isEqualTo(before);
    }

    @Test
    void unreadableRecordIsDeadLetteredAndItsBatchIsStored() {
        Heard before = Heard.user();
        String marker = ada.userId().toString();
        Heard.publish(before.user(1, UserStatus.Suspended));
        SottoTestResource.kafka()
                .send(Topic.USER_CHANGED.topicName(), marker, ("{ \"no\": \"" + marker).getBytes(UTF_8));
        tell(ada.user(1, UserStatus.Suspended));

        get(token, "work").statusCode(401);
        Probe.await("the one before", () -> status(before.token(), "work") == 401);
        assertThat(SottoTestResource.kafka()
                        .read(
                                Topic.USER_CHANGED.deadLetterName(),
                                letters -> letters.stream().anyMatch(letter -> marker.equals(letter.key())),
                                Duration.ofSeconds(10)))
                .anyMatch(letter -> KafkaProbe.text(letter).contains(marker));
    }

    @Test
    void impersonatorIsRefusedWhereForbidden() {
        Heard helper = Heard.resellerAdmin();
        String delegated = ada.tokenFor(helper.userId());

        assertThat(get(delegated, "work").statusCode(200).extract().asString())
                .contains(ada.tenantId().toString())
                .endsWith(helper.userId().toString());
        get(delegated, "own-matter").statusCode(403).body("type", endsWith("/forbidden"));
        get(token, "own-matter").statusCode(200);
    }

    @Test
    void refusesRemovedImpersonator() {
        Heard helper = Heard.resellerAdmin();
        tell(helper.user(1, UserStatus.Removed));

        get(ada.tokenFor(helper.userId()), "work").statusCode(401);
    }

    @Test
    void refusesImpersonatorWithWithdrawnTokens() {
        Heard helper = Heard.resellerAdmin();
        Instant later = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        tell(helper.user(1, helper.role(), UserStatus.Active, later));

        get(ada.tokenFor(helper.userId()), "work").statusCode(401);
    }

    /** A counter or a timestamp would miss a row that was written before and committed after. */
    @Test
    void noticesChangeCommittedLate() throws SQLException {
        Heard other = Heard.user();
        tell(ada.user(1, UserStatus.Active));
        tell(other.user(1, UserStatus.Active));
        try (Connection late = SottoTestResource.databases().superuser("reseller")) {
            late.setAutoCommit(false);
            assertThat(late.createStatement().executeUpdate("""
                            update replicas set data = jsonb_set(data, '{status}', '"Removed"')
                            where topic = 'user-changed' and id = '%s'
                            """.formatted(ada.userId())))
                    .isEqualTo(1);
            Probe.await("believed", () -> status(token, "work") == 200 && status(other.token(), "work") == 200);
            tell(other.user(2, UserStatus.Removed));
            Probe.await("later news", () -> status(other.token(), "work") == 401);
            get(token, "work").statusCode(200);

            late.commit();
        }
        Probe.await("removed", () -> status(token, "work") == 401);
    }

    @Test
    void usesCachedStatusUntilItChanges() {
        tell(ada.user(1, UserStatus.Active));

        Probe.await("an answer without a look", this::answersWhileReplicasCannotBeRead);
        tell(ada.user(2, UserStatus.Removed));
        Probe.await("looked again", () -> status(token, "work") == 401);
    }

    /** Locks the table, and returns whether a second request is still answered, which proves that it needs no query. */
    private boolean answersWhileReplicasCannotBeRead() {
        get(token, "work").statusCode(200);
        try (Connection locking = SottoTestResource.databases().superuser("reseller")) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("lock table replicas in access exclusive mode");
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> status(token, "work"));
            Integer early =
                    answer.completeOnTimeout(0, 500, TimeUnit.MILLISECONDS).join();
            locking.rollback();
            return early == 200;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValidatableResponse get(String token, String operation) {
        return given().auth().oauth2(token).get("/probe/" + operation).then();
    }

    private static int status(String token, String operation) {
        return get(token, operation).extract().statusCode();
    }
}
