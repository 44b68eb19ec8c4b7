package dev.sotto.tenants.users;

import static dev.sotto.tenants.Sotto.USERS;
import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aPlan;
import static dev.sotto.tenants.Sotto.aReseller;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.atOnce;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.events;
import static dev.sotto.tenants.Sotto.invitation;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.WellKnownIds;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsersTest {

    private Tenant tenant;

    @BeforeEach
    void begin() {
        tenant = aTenant();
    }

    @Test
    void invitationTakesSeatSendsEmailAndPublishesEvent() {
        String email = anEmail();
        Response response = resellerAdmin(tenant.resellerId())
                .body("""
                        {"tenant_id": "%s", "email": "%s", "role": "Admin", "first_name": "Ada"}""".formatted(tenant.id(), email))
                .post(USERS);
        UUID id = UUID.fromString(response.path("id"));

        response.then()
                .statusCode(201)
                .body("status", equalTo("Invited"))
                .body("email", equalTo(email))
                .header("Location", endsWith(USERS + "/" + id + "?tenant_id=" + tenant.id()));
        resellerAdmin(tenant.resellerId())
                .get(response.header("Location"))
                .then()
                .statusCode(200)
                .body("first_name", equalTo("Ada"));
        assertThat(rows(
                        "select tenant_id, role, status, tenant_kind from users where id = ? and password_hash is null",
                        id))
                .containsExactly(tenant.id() + "|Admin|Invited|Customer");
        assertThat(rows(
                        "select count(*) from invitations i join mail_tasks m on m.invitation_id = i.id where i.user_id = ?",
                        id))
                .containsExactly("1");
        assertThat(rows("select action, tenant_id, reseller_id from audit_log where subject_id = ?", id))
                .containsExactly("created|" + tenant.id() + "|" + tenant.resellerId());
        JsonNode event = events(Topic.USER_CHANGED, id, 1).get(0);
        assertThat(event.get("data").get("status").asText()).isEqualTo("Invited");
        assertThat(event.toString()).doesNotContain(email, "Ada");
    }

    @Test
    void concurrentInvitationsTakeNoMoreThanThePlansSeats() {
        List<Integer> answers = atOnce(
                64,
                () -> resellerAdmin(tenant.resellerId())
                        .body(invitation(tenant.id(), anEmail(), Role.User))
                        .post(USERS));

        assertThat(Collections.frequency(answers, 201)).isEqualTo(5);
        assertThat(Collections.frequency(answers, 422)).isEqualTo(59);
        assertThat(rows("select count(*) from users where tenant_id = ?", tenant.id()))
                .containsExactly("5");
        resellerAdmin(tenant.resellerId())
                .body(invitation(tenant.id(), anEmail(), Role.User))
                .post(USERS)
                .then()
                .statusCode(422)
                .body("type", endsWith("seats-exceeded"));
    }

    @Test
    void refusesUsedAddressWithTheSameTextEverywhere() {
        Tenant other = aTenant();
        String ours = anEmail();
        String theirs = anEmail();
        invite(tenant, ours, Role.User);
        invite(other, theirs, Role.Admin);

        Response own =
                admin(tenant).body(invitation(tenant.id(), ours, Role.User)).post(USERS);
        Response foreign =
                admin(tenant).body(invitation(tenant.id(), theirs, Role.User)).post(USERS);

        assertThat(own.statusCode()).isEqualTo(409);
        assertThat(foreign.asString()).isEqualTo(own.asString());
        assertThat(rows("select count(*) from users where tenant_id = ?", tenant.id()))
                .containsExactly("1");
    }

    @Test
    void addressesAreCaseInsensitive() {
        String email = anEmail();
        invite(tenant, email.toUpperCase(java.util.Locale.ROOT), Role.User);

        assertThat(rows("select email from users where tenant_id = ?", tenant.id()))
                .containsExactly(email);
        admin(tenant)
                .body(invitation(tenant.id(), email, Role.User))
                .post(USERS)
                .then()
                .statusCode(409);
    }

    @Test
    void concurrentInvitationsOfOneAddressCreateOneUser() {
        String email = anEmail();
        // Two tenants, because one may request at most five e-mails to an address.
        List<Tenant> tenants = List.of(tenant, aTenant());
        AtomicInteger turn = new AtomicInteger();

        List<Integer> answers = atOnce(8, () -> {
            Tenant inviting = tenants.get(turn.getAndIncrement() % 2);
            return admin(inviting)
                    .body(invitation(inviting.id(), email, Role.User))
                    .post(USERS);
        });

        assertThat(Collections.frequency(answers, 201)).isEqualTo(1);
        assertThat(Collections.frequency(answers, 409)).isEqualTo(7);
    }

    @Test
    void hidesTenantsOfOtherResellers() {
        Tenant foreign = aTenant();

        for (UUID target : List.of(foreign.id(), foreign.resellerId(), Ids.next(), WellKnownIds.PLATFORM_TENANT)) {
            resellerAdmin(tenant.resellerId())
                    .body(invitation(target, anEmail(), Role.User))
                    .post(USERS)
                    .then()
                    .statusCode(404);
            admin(tenant)
                    .body(invitation(target, anEmail(), Role.User))
                    .post(USERS)
                    .then()
                    .statusCode(404);
        }
        resellerAdmin(tenant.resellerId())
                .queryParam("tenant_id", foreign.id())
                .get(USERS)
                .then()
                .statusCode(404);
    }

    @Test
    void createsHouseTenantBeforeItsEventArrives() {
        UUID reseller = aReseller();
        String email = anEmail();

        platformAdmin()
                .body(invitation(reseller, email, Role.ResellerAdmin))
                .post(USERS)
                .then()
                .statusCode(201)
                .body("tenant_id", equalTo(reseller.toString()))
                .body("role", equalTo("ResellerAdmin"));

        assertThat(rows("select kind, reseller_id, name from tenants where id = ?", reseller))
                .containsExactly("House|" + reseller + "|Tone & Text");
        assertThat(events(Topic.TENANT_CHANGED, reseller, 1)
                        .get(0)
                        .get("data")
                        .get("kind")
                        .asText())
                .isEqualTo("House");
    }

    @Test
    void concurrentInvitationsCreateOneHouseTenant() {
        UUID reseller = aReseller();

        List<Integer> answers = atOnce(
                8,
                () -> resellerAdmin(reseller)
                        .body(invitation(reseller, anEmail(), Role.ResellerAdmin))
                        .post(USERS));

        assertThat(answers).containsOnly(201);
        assertThat(rows("select count(*) from outbox where key = ?", reseller)).containsExactly("1");
    }

    @Test
    void answers503ForUnknownResellerWhileOwnerIsDown() {
        UUID reseller = aReseller();
        OwnerServer.away("reseller-service", true);
        try {
            platformAdmin()
                    .body(invitation(reseller, anEmail(), Role.ResellerAdmin))
                    .post(USERS)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());
        } finally {
            OwnerServer.away("reseller-service", false);
        }
    }

    @Test
    void refusesRolesThatCallerMayNotGrant() {
        platformAdmin()
                .body(invitation(tenant.id(), anEmail(), Role.Admin))
                .post(USERS)
                .then()
                .statusCode(403);
        resellerAdmin(tenant.resellerId())
                .body(invitation(tenant.id(), anEmail(), Role.PlatformAdmin))
                .post(USERS)
                .then()
                .statusCode(403);
        admin(tenant)
                .body(invitation(tenant.id(), anEmail(), Role.ResellerAdmin))
                .post(USERS)
                .then()
                .statusCode(403);
        user(tenant)
                .body(invitation(tenant.id(), anEmail(), Role.User))
                .post(USERS)
                .then()
                .statusCode(403);
        platformAdmin().queryParam("tenant_id", tenant.id()).get(USERS).then().statusCode(403);
    }

    @Test
    void invitesIntoCallersTenantByDefault() {
        admin(tenant)
                .body("{\"email\": \"" + anEmail() + "\", \"role\": \"User\"}")
                .post(USERS)
                .then()
                .statusCode(201)
                .body("tenant_id", equalTo(tenant.id().toString()));
        platformAdmin()
                .body("{\"email\": \"" + anEmail() + "\", \"role\": \"PlatformAdmin\"}")
                .post(USERS)
                .then()
                .statusCode(201)
                .body("tenant_id", equalTo(WellKnownIds.PLATFORM_TENANT.toString()));
    }

    @Test
    void invitesOnceForOneIdempotencyKey() {
        String token =
                SottoTestResource.tokens().resellerAdmin(tenant.resellerId()).sign();
        String body = invitation(tenant.id(), anEmail(), Role.User);
        String first = bearing(token)
                .header("Idempotency-Key", "once")
                .body(body)
                .post(USERS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        bearing(token)
                .header("Idempotency-Key", "once")
                .body(body)
                .post(USERS)
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        Tenant second = aTenant(tenant.resellerId(), aPlan(tenant.resellerId(), 5));
        bearing(token)
                .header("Idempotency-Key", "once")
                .body(invitation(second.id(), anEmail(), Role.User))
                .post(USERS)
                .then()
                .statusCode(422)
                .body("type", endsWith("idempotency-key-reused"));
    }

    @Test
    void pointsAtInvalidMembers() {
        admin(tenant)
                .body("{\"email\": \"nobody\", \"role\": \"Root\"}")
                .post(USERS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/role"));
        admin(tenant)
                .body("{\"email\": \"nobody\"}")
                .post(USERS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/email", "/role"));
        admin(tenant)
                .body("{\"email\": \"a\\u0000@acme.example\", \"role\": \"User\"}")
                .post(USERS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/email"));
        admin(tenant)
                .body("{\"email\": \"" + anEmail() + "\", \"role\": \"User\", \"rolle\": 1}")
                .post(USERS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/rolle"));
    }

    @Test
    void listsThePeopleOfTheOwnTenantAlone() {
        Tenant other = aTenant();
        UUID ours = invite(tenant, anEmail(), Role.User);
        UUID theirs = invite(other, anEmail(), Role.User);

        admin(tenant)
                .get(USERS)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(ours.toString()))
                .body("items.id", not(hasItem(theirs.toString())));
        admin(tenant).get(USERS + "/" + theirs).then().statusCode(404);
        admin(tenant)
                .queryParam("tenant_id", other.id())
                .get(USERS + "/" + theirs)
                .then()
                .statusCode(404);
        resellerAdmin(tenant.resellerId())
                .queryParam("tenant_id", tenant.id())
                .get(USERS + "/" + ours)
                .then()
                .statusCode(200);
        admin(tenant)
                .body("{\"first_name\": \"X\"}")
                .patch(USERS + "/" + theirs)
                .then()
                .statusCode(404);
    }

    @Test
    void usersReadAndRenameThemselves() {
        Member member = aMember(tenant, Role.User);

        bearing(member.accessToken())
                .get(USERS + "/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("email", equalTo(member.email()))
                .body("last_login", notNullValue());
        bearing(member.accessToken())
                .header("If-Match", "\"2\"")
                .body("{\"first_name\": \"Grace\"}")
                .patch(USERS + "/me")
                .then()
                .statusCode(200)
                .body("first_name", equalTo("Grace"))
                .body("version", equalTo(3));
        bearing(member.accessToken())
                .header("If-Match", "\"2\"")
                .body("{\"last_name\": \"Hopper\"}")
                .patch(USERS + "/me")
                .then()
                .statusCode(412);
        bearing(member.accessToken())
                .body("{\"role\": \"Admin\"}")
                .patch(USERS + "/me")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/role"));
        assertThat(rows("select first_name, role from users where id = ?", member.id()))
                .containsExactly("Grace|User");
        assertThat(rows(
                        "select after->>'version', after->>'changed' from audit_log where subject_id = ? order by id desc limit 1",
                        member.id()))
                .containsExactly("3|[\"first_name\"]");
    }

    @Test
    void auditLogShowsThePlatformNothingOfACustomersPeople() {
        Member member = aMember(tenant, Role.User);
        bearing(member.accessToken())
                .body("{\"first_name\": \"Grace\", \"last_name\": \"Hopper\"}")
                .patch(USERS + "/me")
                .then()
                .statusCode(200);

        String page = platformAdmin()
                .queryParam("limit", 20)
                .get("/api/v1/audit-log/tenants")
                .then()
                .statusCode(200)
                .body("items.findAll { it.subject_id == '" + member.id() + "' }.action", hasSize(3))
                .body("items.find { it.action == 'joined' }.after.status", equalTo("Active"))
                .extract()
                .asString();

        assertThat(page).doesNotContain(member.email(), "Grace", "Hopper", "last_login");
        // The platform's own people are named to it.
        assertThat(page.replaceAll("\"(actor|subject)_name\":\"[^\"]*\"", "")).doesNotContain("@");
    }

    @Test
    void refusesControlCharactersInNames() {
        for (String name : List.of("first_name", "last_name")) {
            String named = "\"" + name + "\": \"Ada\\nBcc: all@acme.example\"}";
            admin(tenant)
                    .body("{\"email\": \"" + anEmail() + "\", \"role\": \"User\", " + named)
                    .post(USERS)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/" + name));
            admin(tenant)
                    .body("{" + named)
                    .patch(USERS + "/" + invite(tenant, anEmail(), Role.User))
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/" + name));
            nobody().body("{\"token\": \"x\", \"password\": \"" + Sotto.PASSWORD + "\", " + named)
                    .post("/api/v1/auth/invitations")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/" + name));
        }
    }

    @Test
    void keepsSecretsOutOfAuditAndEvents() {
        Member member = aMember(tenant, Role.User);
        String hash = rows("select password_hash from users where id = ?", member.id())
                .get(0);

        assertThat(hash).startsWith("$argon2id$");
        assertThat(rows(
                        "select coalesce(before::text, '') || coalesce(after::text, '') from audit_log where subject_id = ?",
                        member.id()))
                .noneMatch(entry -> entry.contains("argon2") || entry.contains(Sotto.PASSWORD));
        assertThat(rows("select payload from outbox where key = ?", member.id()))
                .hasSize(2)
                .noneMatch(event -> event.contains("argon2") || event.contains(member.email()));
    }
}
