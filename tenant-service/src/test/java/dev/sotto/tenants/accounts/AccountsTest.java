package dev.sotto.tenants.accounts;

import static dev.sotto.tenants.Sotto.PASSWORD;
import static dev.sotto.tenants.Sotto.USERS;
import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.anAddress;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.atOnce;
import static dev.sotto.tenants.Sotto.awaitRefusal;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.events;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.lettersTo;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.refresh;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.signIn;
import static dev.sotto.tenants.Sotto.tokenMailedTo;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountsTest {

    private static final String AUTH = "/api/v1/auth";
    private static final String NEW_PASSWORD = "staple battery horse";

    private Tenant tenant;
    private Member member;

    @BeforeEach
    void begin() {
        tenant = aTenant();
        member = aMember(tenant, Role.Admin);
    }

    @Test
    void passwordChangeEndsOtherSessions() {
        String elsewhere = signIn(member.email(), PASSWORD).path("refresh_token");

        changePassword(PASSWORD, NEW_PASSWORD).then().statusCode(204);

        signIn(member.email(), PASSWORD).then().statusCode(401);
        signIn(member.email(), NEW_PASSWORD).then().statusCode(200);
        refresh(elsewhere).then().statusCode(401);
        awaitRefusal(member.accessToken());
        String next =
                refresh(member.refreshToken()).then().statusCode(200).extract().path("access_token");
        bearing(next).get(USERS + "/me").then().statusCode(200);
        assertThat(rows("select action from audit_log where subject_id = ? order by id desc limit 1", member.id()))
                .containsExactly("password-changed");
        assertThat(events(Topic.USER_CHANGED, member.id(), 3)
                        .get(2)
                        .get("data")
                        .get("tokens_valid_from")
                        .asText())
                .matches("[^.]+Z");
    }

    @Test
    void refusesWrongPasswordAndThrottlesGuesses() {
        for (int i = 0; i < 5; i++) {
            changePassword("wrong password", NEW_PASSWORD)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/current_password"));
        }
        String blocked = " where blocked_until > last_at and last_at = (select max(last_at) from sign_in_attempts)";
        assertThat(rows("select failures from sign_in_attempts" + blocked)).containsExactly("5");
        // Long enough that even a slow machine sees the block.
        change("update sign_in_attempts set blocked_until = now() + interval '1 minute'" + blocked);
        changePassword(PASSWORD, NEW_PASSWORD).then().statusCode(429);
        changePassword(PASSWORD, "short").then().statusCode(400).body("errors.pointer", contains("/new_password"));
        signIn(member.email(), PASSWORD).then().statusCode(200);
    }

    @Test
    void resetLinkWorksOnce() {
        ask(member.email()).then().statusCode(202);
        String token = tokenMailedTo(member.email(), 1);

        List<Integer> answers = atOnce(8, () -> reset(token, NEW_PASSWORD));

        assertThat(Collections.frequency(answers, 204)).isEqualTo(1);
        assertThat(Collections.frequency(answers, 400)).isEqualTo(7);
        signIn(member.email(), PASSWORD).then().statusCode(401);
        signIn(member.email(), NEW_PASSWORD).then().statusCode(200);
        refresh(member.refreshToken()).then().statusCode(401);
        awaitRefusal(member.accessToken());
        assertThat(lettersTo(member.email()).get(1))
                .contains("https://sotto.example/#/reset-password?token=" + token, "within one hour");
        assertThat(rows("select encode(token_hash, 'escape') from proofs where user_id = ?", member.id()))
                .hasSize(1)
                .noneMatch(hash -> hash.contains(token));
        assertThat(rows("select action from audit_log where subject_id = ? order by id desc limit 1", member.id()))
                .containsExactly("password-reset");
    }

    @Test
    void refusesUnknownReplacedAndExpiredLinksWithSameAnswer() {
        ask(member.email()).then().statusCode(202);
        String token = tokenMailedTo(member.email(), 1);
        assertThat(rows(
                        "select expires_at between now() + interval '59 minutes' and now() + interval '61 minutes' from proofs where user_id = ?",
                        member.id()))
                .containsExactly("t");
        change("update proofs set expires_at = now() where user_id = ?", member.id());

        Response unknown = reset("x".repeat(43), NEW_PASSWORD);

        unknown.then().statusCode(400).body("errors.pointer", contains("/token"));
        assertThat(reset(token, NEW_PASSWORD).asString()).isEqualTo(unknown.asString());
        signIn(member.email(), PASSWORD).then().statusCode(200);
    }

    @Test
    void resetRequestGetsSameAnswerAndEmailsOnlyActiveUsers() {
        String invited = anEmail();
        invite(tenant, invited, Role.User);
        tokenMailedTo(invited);
        Member suspended = aMember(tenant, Role.User);
        change("update users set status = 'Suspended' where id = ?", suspended.id());
        Response known = ask(member.email());

        for (String email : List.of(anEmail(), invited, suspended.email())) {
            Response other = ask(email);
            assertThat(other.statusCode()).isEqualTo(known.statusCode()).isEqualTo(202);
            assertThat(other.asString()).isEqualTo(known.asString());
        }
        ask("not an address").then().statusCode(400).body("errors.pointer", contains("/email"));

        tokenMailedTo(member.email(), 1);
        await().until(() -> rows("select 1 from reset_requests").isEmpty());
        assertThat(lettersTo(invited)).hasSize(1);
        assertThat(rows("select 1 from proofs where user_id = ?", suspended.id()))
                .isEmpty();
    }

    @Test
    void limitsEmailsToOneAddress() {
        for (int i = 0; i < 3; i++) {
            ask(member.email()).then().statusCode(202);
        }
        await().until(() -> rows("select 1 from reset_requests").isEmpty());

        assertThat(rows("select count(*) from proofs where user_id = ?", member.id()))
                .containsExactly("1");
    }

    @Test
    void confirmationChangesTheAddress() {
        String email = anEmail();
        ask(member.email()).then().statusCode(202);
        String oldReset = tokenMailedTo(member.email(), 1);

        askForAddress(email, PASSWORD).then().statusCode(202);

        String token = tokenMailedTo(email);
        await().until(() -> lettersTo(member.email()).size() == 3);
        assertThat(lettersTo(member.email()).get(2))
                .contains("asked for another e-mail address")
                .doesNotContain(email, token);
        signIn(email, PASSWORD).then().statusCode(401);
        confirm(token).then().statusCode(204);
        confirm(token).then().statusCode(400);
        signIn(email, PASSWORD).then().statusCode(200);
        signIn(member.email(), PASSWORD).then().statusCode(401);
        reset(oldReset, NEW_PASSWORD).then().statusCode(400);
        assertThat(rows(
                        "select action, coalesce(before::text, '') || coalesce(after::text, '') from audit_log where subject_id = ?",
                        member.id()))
                .anyMatch(entry -> entry.startsWith("email-changed|"))
                .noneMatch(entry -> entry.contains("@"));
    }

    @Test
    void doesNotRevealUsedAddress() {
        Member other = aMember(aTenant(), Role.User);
        Response free = askForAddress(anEmail(), PASSWORD);

        Response taken = askForAddress(other.email(), PASSWORD);

        assertThat(taken.statusCode()).isEqualTo(free.statusCode()).isEqualTo(202);
        assertThat(taken.asString()).isEqualTo(free.asString());
        awaitRow(
                "select 1 from mail_tasks m join proofs p on p.id = m.proof_id where p.user_id = ? and p.new_email = ? and m.kind = 'EmailChange' and m.sent_at is not null",
                member.id(),
                other.email());
        assertThat(lettersTo(other.email())).hasSize(1);
    }

    @Test
    void addressUsedMeanwhileGetsSameAnswerAsInvalidLink() {
        String email = anEmail();
        askForAddress(email, PASSWORD).then().statusCode(202);
        String token = tokenMailedTo(email);
        invite(tenant, email, Role.User);

        Response refused = confirm(token);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).isEqualTo(confirm("x".repeat(43)).asString());
        assertThat(rows("select email from users where id = ?", member.id())).containsExactly(member.email());
    }

    @Test
    void addressChangeRequiresPassword() {
        askForAddress(anEmail(), "wrong password").then().statusCode(400).body("errors.pointer", contains("/password"));
        askForAddress("nobody", PASSWORD).then().statusCode(400).body("errors.pointer", contains("/email"));
        askForAddress("x@removed.invalid", PASSWORD).then().statusCode(400).body("errors.pointer", contains("/email"));
        assertThat(rows("select 1 from proofs where user_id = ?", member.id())).isEmpty();
    }

    @Test
    void listsSessionsAndMarksTheCurrentOne() {
        nobody().header("X-Forwarded-For", "203.0.113.7")
                .header("User-Agent", "Phone/1.0 " + "x".repeat(300))
                .body("{\"email\": \"" + member.email() + "\", \"password\": \"" + PASSWORD + "\"}")
                .post(AUTH + "/login")
                .then()
                .statusCode(200);

        bearing(member.accessToken())
                .get(AUTH + "/sessions")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.current", contains(false, true))
                .body("items[0].address", equalTo("203.0.113.7"))
                .body("items[0].user_agent", containsString("Phone/1.0"))
                .body("items[0].user_agent.length()", equalTo(200))
                .body("items[1].address", equalTo("127.0.0.1"));
    }

    @Test
    void refreshedSessionIsListedOnceWithLastUse() {
        String next = refresh(member.refreshToken()).path("access_token");

        var sessions =
                bearing(next).get(AUTH + "/sessions").then().statusCode(200).extract();

        assertThat(sessions.<List<Object>>path("items")).hasSize(1);
        assertThat(sessions.<Boolean>path("items[0].current")).isTrue();
        assertThat(java.time.Instant.parse(sessions.path("items[0].last_used_at")))
                .isAfter(java.time.Instant.parse(sessions.path("items[0].created_at")));
    }

    @Test
    void endsOwnSession() {
        Response elsewhere = signIn(member.email(), PASSWORD);
        String id = bearing(member.accessToken())
                .get(AUTH + "/sessions")
                .then()
                .extract()
                .path("items.find { !it.current }.id");

        bearing(member.accessToken()).delete(AUTH + "/sessions/" + id).then().statusCode(204);

        refresh(elsewhere.path("refresh_token")).then().statusCode(401);
        awaitRefusal(elsewhere.path("access_token"));
        String next =
                refresh(member.refreshToken()).then().statusCode(200).extract().path("access_token");
        bearing(next).delete(AUTH + "/sessions/" + id).then().statusCode(404);
    }

    @Test
    void cannotEndForeignSession() {
        Member other = aMember(tenant, Role.User);
        UUID foreign = UUID.fromString(rows("select family_id from refresh_tokens where user_id = ?", other.id())
                .get(0));

        for (UUID id : List.of(foreign, Ids.next())) {
            bearing(member.accessToken())
                    .delete(AUTH + "/sessions/" + id)
                    .then()
                    .statusCode(404);
        }

        refresh(other.refreshToken()).then().statusCode(200);
    }

    @Test
    void endsAllOtherSessions() {
        List<String> elsewhere = List.of(
                signIn(member.email(), PASSWORD).path("refresh_token"),
                signIn(member.email(), PASSWORD).path("refresh_token"));

        bearing(member.accessToken()).delete(AUTH + "/sessions").then().statusCode(204);

        elsewhere.forEach(token -> refresh(token).then().statusCode(401));
        refresh(member.refreshToken()).then().statusCode(200);
    }

    @Test
    void concurrentRefreshDoesNotSurviveEndOfAllSessions() {
        String leader = aMember(tenant, Role.Admin).accessToken();
        for (int round = 0; round < 20; round++) {
            String token = signIn(member.email(), PASSWORD).path("refresh_token");
            AtomicInteger turn = new AtomicInteger();

            atOnce(
                    2,
                    () -> turn.getAndIncrement() == 0
                            ? refresh(token)
                            : bearing(leader).delete(USERS + "/" + member.id() + "/sessions"));

            assertThat(rows(
                            "select 1 from refresh_tokens where user_id = ? and used_at is null and revoked_at is null",
                            member.id()))
                    .isEmpty();
        }
    }

    @Test
    void namesMissingMembersWithoutEchoingInput() {
        nobody().body("{\"token\": \"t\", \"password\": \"secret-word-of-mine\", \"hint\": 1}")
                .post(AUTH + "/password-resets/confirm")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/hint"))
                .body(not(containsString("secret-word")));
        nobody().body("{\"email\": \"a\\u0000\"}")
                .post(AUTH + "/password-resets")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/email"));
        nobody().body("{}").post(AUTH + "/email-changes/confirm").then().statusCode(400);
        nobody().get(AUTH + "/sessions").then().statusCode(401);
        nobody().delete(AUTH + "/sessions").then().statusCode(401);
        nobody().body("{}").post(AUTH + "/password").then().statusCode(401);
        nobody().body("{}").post(USERS + "/me/email").then().statusCode(401);
    }

    private Response changePassword(String current, String wanted) {
        return bearing(member.accessToken())
                .body("""
                {"current_password": "%s", "new_password": "%s"}""".formatted(current, wanted))
                .post(AUTH + "/password");
    }

    private static Response ask(String email) {
        return nobody().header("X-Forwarded-For", anAddress())
                .body("{\"email\": \"" + email + "\"}")
                .post(AUTH + "/password-resets");
    }

    private static Response reset(String token, String password) {
        return nobody().body("""
                {"token": "%s", "password": "%s"}""".formatted(token, password)).post(AUTH + "/password-resets/confirm");
    }

    private Response askForAddress(String email, String password) {
        return bearing(member.accessToken())
                .body("""
                {"email": "%s", "password": "%s"}""".formatted(email, password))
                .post(USERS + "/me/email");
    }

    private static Response confirm(String token) {
        return nobody().body("{\"token\": \"" + token + "\"}").post(AUTH + "/email-changes/confirm");
    }
}
