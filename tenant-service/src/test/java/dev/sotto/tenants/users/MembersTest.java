package dev.sotto.tenants.users;

import static dev.sotto.tenants.Sotto.PASSWORD;
import static dev.sotto.tenants.Sotto.USERS;
import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aPlan;
import static dev.sotto.tenants.Sotto.aReseller;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.accept;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.atOnce;
import static dev.sotto.tenants.Sotto.awaitRefusal;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.events;
import static dev.sotto.tenants.Sotto.invitation;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.refresh;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.signIn;
import static dev.sotto.tenants.Sotto.tokenMailedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MembersTest {

    private Tenant tenant;

    @BeforeEach
    void begin() {
        tenant = aTenant();
    }

    @Test
    void roleChangeWithdrawsOldTokens() {
        aMember(tenant, Role.Admin);
        Member member = aMember(tenant, Role.Admin);

        Response changed = role(member.id(), Role.User);

        changed.then().statusCode(200).header("ETag", "\"3\"").body("role", equalTo("User"));
        assertThat(rows("select role, version from users where id = ?", member.id()))
                .containsExactly("User|3");
        assertThat(rows(
                        "select before->>'role', after->>'role' from audit_log where subject_id = ? and action = 'role-changed'",
                        member.id()))
                .containsExactly("Admin|User");
        JsonNode event = events(Topic.USER_CHANGED, member.id(), 3).get(2).get("data");
        assertThat(event.get("role").asText()).isEqualTo("User");
        assertThat(event.get("tokens_valid_from").asText()).matches("[^.]+Z");
        awaitRefusal(member.accessToken());
        String next =
                refresh(member.refreshToken()).then().statusCode(200).extract().path("access_token");
        bearing(next).get(USERS + "/me").then().statusCode(200).body("role", equalTo("User"));
        bearing(next).get(USERS).then().statusCode(403);
    }

    @Test
    void sameRoleChangesNothing() {
        Member member = aMember(tenant, Role.User);

        role(member.id(), Role.User).then().statusCode(200).body("version", equalTo(2));
    }

    @Test
    void refusesRolesThatCallerMayNotGrantOrRemove() {
        Member member = aMember(tenant, Role.User);
        Member leader = aMember(tenant, Role.Admin);

        role(member.id(), Role.ResellerAdmin).then().statusCode(403);
        role(member.id(), Role.PlatformAdmin).then().statusCode(403);
        bearing(member.accessToken())
                .body("{\"role\": \"Admin\"}")
                .put(USERS + "/" + member.id() + "/role")
                .then()
                .statusCode(403);
        platformAdmin()
                .queryParam("tenant_id", tenant.id())
                .body("{\"role\": \"Admin\"}")
                .put(USERS + "/" + member.id() + "/role")
                .then()
                .statusCode(403);
        resellerAdmin(tenant.resellerId())
                .queryParam("tenant_id", tenant.id())
                .header("If-Match", "\"9\"")
                .body("{\"role\": \"User\"}")
                .put(USERS + "/" + leader.id() + "/role")
                .then()
                .statusCode(412);
        admin(tenant)
                .body("{\"role\": \"Root\"}")
                .put(USERS + "/" + member.id() + "/role")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/role"));
        admin(tenant)
                .body("{\"role\": \"User\", \"rolle\": 1}")
                .put(USERS + "/" + member.id() + "/role")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/rolle"));
    }

    @Test
    void foreignUsersAreNotFoundByAnyChange() {
        Member foreign = aMember(aTenant(), Role.User);

        for (UUID id : List.of(foreign.id(), Ids.next())) {
            role(id, Role.Admin).then().statusCode(404);
            admin(tenant).put(USERS + "/" + id + "/suspension").then().statusCode(404);
            admin(tenant).delete(USERS + "/" + id + "/suspension").then().statusCode(404);
            admin(tenant).post(USERS + "/" + id + "/invitation").then().statusCode(404);
            admin(tenant).delete(USERS + "/" + id + "/sessions").then().statusCode(404);
            admin(tenant).delete(USERS + "/" + id).then().statusCode(404);
        }
        assertThat(rows("select status, version from users where id = ?", foreign.id()))
                .containsExactly("Active|2");
    }

    @Test
    void suspendedUserKeepsSeatAndPassword() {
        Member member = aMember(tenant, Role.User);

        admin(tenant)
                .put(USERS + "/" + member.id() + "/suspension")
                .then()
                .statusCode(200)
                .body("status", equalTo("Suspended"));
        admin(tenant)
                .put(USERS + "/" + member.id() + "/suspension")
                .then()
                .statusCode(200)
                .body("version", equalTo(3));

        signIn(member.email(), PASSWORD).then().statusCode(401);
        refresh(member.refreshToken()).then().statusCode(401);
        awaitRefusal(member.accessToken());

        admin(tenant)
                .delete(USERS + "/" + member.id() + "/suspension")
                .then()
                .statusCode(200)
                .body("status", equalTo("Active"));
        refresh(member.refreshToken()).then().statusCode(401);
        String token = signIn(member.email(), PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        bearing(token).get(USERS + "/me").then().statusCode(200);
        assertThat(rows("select action from audit_log where subject_id = ? order by id desc limit 2", member.id()))
                .containsExactly("reactivated", "suspended");
        assertThat(events(Topic.USER_CHANGED, member.id(), 4))
                .extracting(event -> event.get("data").get("status").asText())
                .containsExactly("Invited", "Active", "Suspended", "Active");
    }

    @Test
    void removalDeletesPersonalData() {
        Member member = aMember(tenant, Role.User);
        change("update users set first_name = 'Ada', last_name = 'Byron' where id = ?", member.id());

        admin(tenant).delete(USERS + "/" + member.id()).then().statusCode(204);
        admin(tenant).delete(USERS + "/" + member.id()).then().statusCode(404);
        for (String patch : List.of("{}", "{\"first_name\": \"Ada\"}")) {
            admin(tenant)
                    .contentType(MergePatch.MEDIA_TYPE)
                    .body(patch)
                    .patch(USERS + "/" + member.id())
                    .then()
                    .statusCode(404);
        }

        assertThat(rows(
                        "select status, email, first_name, last_name, password_hash from users where id = ?",
                        member.id()))
                .containsExactly("Removed|" + member.id() + "@removed.invalid|null|null|null");
        assertThat(rows("select 1 from invitations where user_id = ?", member.id()))
                .isEmpty();
        assertThat(rows(
                        "select coalesce(before::text, '') || coalesce(after::text, '') from audit_log where subject_id = ?",
                        member.id()))
                .noneMatch(entry -> entry.contains("@") || entry.contains("Ada"));
        signIn(member.email(), PASSWORD).then().statusCode(401);
        refresh(member.refreshToken()).then().statusCode(401);
        awaitRefusal(member.accessToken());
        assertThat(events(Topic.USER_CHANGED, member.id(), 3)
                        .get(2)
                        .get("data")
                        .get("status")
                        .asText())
                .isEqualTo("Removed");
        invite(tenant, member.email(), Role.User);
        assertThat(accept(tokenMailedTo(member.email(), 1), PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void placeholderOfRemovedUserIsNotAnAddress() {
        UUID id = invite(tenant, anEmail(), Role.User);

        admin(tenant)
                .body(invitation(tenant.id(), id + "@Removed.Invalid", Role.User))
                .post(USERS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/email"));
    }

    @Test
    void cancelledInvitationLinkIsInvalid() {
        String email = anEmail();
        UUID id = invite(tenant, email, Role.User);
        String token = tokenMailedTo(email);

        admin(tenant).put(USERS + "/" + id + "/suspension").then().statusCode(409);
        admin(tenant).delete(USERS + "/" + id).then().statusCode(204);

        accept(token, PASSWORD).then().statusCode(400);
        invite(tenant, email, Role.User);
    }

    @Test
    void resentInvitationReplacesOldLink() {
        String email = anEmail();
        UUID id = invite(tenant, email, Role.User);
        String old = tokenMailedTo(email);

        admin(tenant).post(USERS + "/" + id + "/invitation").then().statusCode(202);

        String fresh = tokenMailedTo(email, 1);
        accept(old, PASSWORD).then().statusCode(400);
        accept(fresh, PASSWORD).then().statusCode(200);
        admin(tenant).post(USERS + "/" + id + "/invitation").then().statusCode(409);
    }

    @Test
    void limitsEmailsToOneAddress() {
        String email = anEmail();
        UUID id = invite(tenant, email, Role.User);
        for (int letter = 2; letter <= 5; letter++) {
            admin(tenant).post(USERS + "/" + id + "/invitation").then().statusCode(202);
        }
        String newest = " where last_at = (select max(last_at) from sign_in_attempts)";
        assertThat(rows("select failures, blocked_until > last_at from sign_in_attempts" + newest))
                .containsExactly("5|t");
        // The real block lasts one second, which a slow machine may need to reach the next line.
        change("update sign_in_attempts set blocked_until = now() + interval '1 minute'" + newest);
        List<String> before = rows("select id from invitations where user_id = ?", id);

        admin(tenant)
                .post(USERS + "/" + id + "/invitation")
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("detail", containsString("address"));
        assertThat(rows("select id from invitations where user_id = ?", id)).isEqualTo(before);

        admin(tenant).delete(USERS + "/" + id).then().statusCode(204);
        admin(tenant)
                .body(invitation(tenant.id(), email, Role.User))
                .post(USERS)
                .then()
                .statusCode(429);
        invite(aTenant(), email, Role.User);
    }

    @Test
    void freesSeatAndAddressThirtyDaysAfterExpiry() {
        String email = anEmail();
        UUID id = invite(tenant, email, Role.User);
        tokenMailedTo(email);
        change("update invitations set expires_at = now() - interval '31 days' where user_id = ?", id);

        dev.sotto.tenants.Sotto.awaitRow("select 1 from users where id = ? and status = 'Removed'", id);

        assertThat(events(Topic.USER_CHANGED, id, 2)
                        .get(1)
                        .get("data")
                        .get("status")
                        .asText())
                .isEqualTo("Removed");
        invite(tenant, email, Role.User);
    }

    @Test
    void refusesToRemoveLastAdmin() {
        Member leader = aMember(tenant, Role.Admin);
        aMember(tenant, Role.User);
        invite(tenant, anEmail(), Role.Admin);

        role(leader.id(), Role.User).then().statusCode(409).body("type", endsWith("conflict"));
        bearing(leader.accessToken())
                .put(USERS + "/" + leader.id() + "/suspension")
                .then()
                .statusCode(409);
        resellerAdmin(tenant.resellerId())
                .queryParam("tenant_id", tenant.id())
                .delete(USERS + "/" + leader.id())
                .then()
                .statusCode(409);

        aMember(tenant, Role.Admin);
        role(leader.id(), Role.User).then().statusCode(200);
    }

    @Test
    void refusesToRemoveLastResellerAdmin() {
        UUID reseller = aReseller();
        String email = anEmail();
        UUID id = UUID.fromString(platformAdmin()
                .body(invitation(reseller, email, Role.ResellerAdmin))
                .post(USERS)
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        accept(tokenMailedTo(email), PASSWORD).then().statusCode(200);

        resellerAdmin(reseller).delete(USERS + "/" + id).then().statusCode(409);
        platformAdmin()
                .queryParam("tenant_id", reseller)
                .put(USERS + "/" + id + "/suspension")
                .then()
                .statusCode(409);
    }

    @Test
    void concurrentRemovalsKeepOneAdmin() {
        UUID reseller = aReseller();
        Tenant large = aTenant(reseller, aPlan(reseller, 16));
        List<UUID> leaders = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            leaders.add(invite(large, anEmail(), Role.Admin));
        }
        change(
                "update users set status = 'Active', password_hash = 'x' where tenant_id = ? and status = 'Invited'",
                large.id());
        ConcurrentLinkedQueue<UUID> next = new ConcurrentLinkedQueue<>(leaders);
        List<Supplier<Response>> ways = List.of(
                () -> demote(large, next.poll()),
                () -> suspend(large, next.poll()),
                () -> admin(large).delete(USERS + "/" + next.poll()));
        ConcurrentLinkedQueue<Supplier<Response>> mixed = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 16; i++) {
            mixed.add(ways.get(i % 3));
        }

        List<Integer> answers = atOnce(16, () -> mixed.poll().get());

        assertThat(Collections.frequency(answers, 409)).isEqualTo(1);
        assertThat(answers).containsOnly(200, 204, 409);
        assertThat(rows(
                        "select count(*) from users where tenant_id = ? and role = 'Admin' and status = 'Active'",
                        large.id()))
                .containsExactly("1");
    }

    @Test
    void seatsStayCorrectDuringConcurrentChanges() {
        UUID reseller = aReseller();
        Tenant small = aTenant(reseller, aPlan(reseller, 8));
        ConcurrentLinkedQueue<UUID> members = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 8; i++) {
            members.add(invite(small, anEmail(), Role.User));
        }
        change("update users set status = 'Active', password_hash = 'x' where tenant_id = ?", small.id());
        ConcurrentLinkedQueue<Supplier<Response>> mixed = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 64; i++) {
            mixed.add(
                    i % 16 == 0
                            ? () -> admin(small).delete(USERS + "/" + members.poll())
                            : i % 16 == 8
                                    ? () -> suspend(small, members.poll())
                                    : () -> admin(small)
                                            .body(invitation(small.id(), anEmail(), Role.User))
                                            .post(USERS));
        }

        List<Integer> answers = atOnce(64, () -> mixed.poll().get());

        int invited = Collections.frequency(answers, 201);
        assertThat(Collections.frequency(answers, 204)).isEqualTo(4);
        assertThat(Collections.frequency(answers, 200)).isEqualTo(4);
        assertThat(invited).isLessThanOrEqualTo(4);
        assertThat(answers).containsOnly(200, 201, 204, 422);
        assertThat(rows("select count(*) from users where tenant_id = ? and status <> 'Removed'", small.id()))
                .containsExactly(String.valueOf(4 + invited));
        for (int i = invited; i < 4; i++) {
            invite(small, anEmail(), Role.User);
        }
        admin(small)
                .body(invitation(small.id(), anEmail(), Role.User))
                .post(USERS)
                .then()
                .statusCode(422);
    }

    @Test
    void adminSignsUserOutEverywhere() {
        Member member = aMember(tenant, Role.User);
        String elsewhere = signIn(member.email(), PASSWORD).path("refresh_token");

        admin(tenant).delete(USERS + "/" + member.id() + "/sessions").then().statusCode(204);

        refresh(member.refreshToken()).then().statusCode(401);
        refresh(elsewhere).then().statusCode(401);
        awaitRefusal(member.accessToken());
        signIn(member.email(), PASSWORD).then().statusCode(200);
    }

    @Test
    void filtersByStatusRoleAndSearch() {
        String email = anEmail();
        UUID user = invite(tenant, email, Role.User);
        UUID leader = aMember(tenant, Role.Admin).id();
        UUID gone = invite(tenant, anEmail(), Role.User);
        admin(tenant).delete(USERS + "/" + gone).then().statusCode(204);

        list("status", "Invited").then().body("items.id", contains(user.toString()));
        list("role", "Admin").then().body("items.id", contains(leader.toString()));
        list("status", "Removed")
                .then()
                .body("items.id", contains(gone.toString()))
                .body("items[0].email", containsString("@removed.invalid"));
        list("search", email.substring(0, 20).toUpperCase(java.util.Locale.ROOT))
                .then()
                .body("items.id", contains(user.toString()));
        list("search", "nobody-is-called-so").then().body("items", empty());
        admin(tenant).get(USERS).then().body("items.id", contains(leader.toString(), user.toString()));
    }

    @Test
    void refusesMissingAndExpiredTokens() {
        nobody().delete(USERS + "/" + Ids.next()).then().statusCode(401);
        bearing(SottoTestResource.tokens()
                        .admin(tenant.id(), tenant.resellerId())
                        .expired()
                        .sign())
                .delete(USERS + "/" + Ids.next())
                .then()
                .statusCode(401);
    }

    private Response list(String parameter, String value) {
        Response page = admin(tenant).queryParam(parameter, value).get(USERS);
        page.then().statusCode(200);
        return page;
    }

    private Response role(UUID id, Role role) {
        return admin(tenant).body("{\"role\": \"" + role + "\"}").put(USERS + "/" + id + "/role");
    }

    private static Response demote(Tenant of, UUID id) {
        return admin(of).body("{\"role\": \"User\"}").put(USERS + "/" + id + "/role");
    }

    private static Response suspend(Tenant of, UUID id) {
        return admin(of).put(USERS + "/" + id + "/suspension");
    }
}
