package dev.sotto.tenants.invitations;

import static dev.sotto.tenants.Sotto.PASSWORD;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.accept;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.atOnce;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.events;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.lettersTo;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.tokenMailedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InvitationsTest {

    private Tenant tenant;

    @BeforeEach
    void begin() {
        tenant = aTenant();
    }

    private final String email = anEmail();

    @Test
    void acceptedInvitationSignsUserIn() {
        UUID id = invite(tenant, email, Role.Admin);

        Response tokens =
                nobody().body("""
                {"token": "%s", "password": "%s", "first_name": "Ada"}""".formatted(tokenMailedTo(email), PASSWORD)).post("/api/v1/auth/invitations");

        tokens.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600));
        bearing(tokens.path("access_token"))
                .get(Sotto.USERS + "/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("status", equalTo("Active"))
                .body("first_name", equalTo("Ada"));
        assertThat(Sotto.signIn(email, PASSWORD).statusCode()).isEqualTo(200);
        assertThat(events(Topic.USER_CHANGED, id, 2)
                        .get(1)
                        .get("data")
                        .get("status")
                        .asText())
                .isEqualTo("Active");
        assertThat(rows("select action, user_id from audit_log where subject_id = ? order by id", id))
                .hasSize(2)
                .last()
                .isEqualTo("joined|" + id);
    }

    @Test
    void writesReadableEmailFile() throws IOException {
        invite(tenant, email, Role.User);
        String token = tokenMailedTo(email);

        String letter = lettersTo(email).get(0);
        assertThat(letter)
                .contains("Subject: You are invited to Acme\r\n", "Content-Type: text/plain; charset=UTF-8\r\n")
                .contains("\r\n\r\n")
                .contains("https://sotto.example/#/accept-invitation?token=" + token);
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(rows("select encode(token_hash, 'escape') from invitations where tenant_id = ?", tenant.id()))
                .noneMatch(hash -> hash.contains(token));
        try (var files = Files.list(SottoTestResource.dataDirectory().resolve("mail"))) {
            assertThat(files.map(InvitationsTest::mode)).containsOnly("rw-------");
        }
    }

    private static String mode(Path file) {
        try {
            return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void refusesInvitationToClosedTenant() {
        String tenantPath = Sotto.TENANTS + "/" + tenant.id();
        resellerAdmin(tenant.resellerId()).delete(tenantPath).then().statusCode(204);

        resellerAdmin(tenant.resellerId())
                .body(Sotto.invitation(tenant.id(), email, Role.Admin))
                .post(Sotto.USERS)
                .then()
                .statusCode(409)
                .body("type", endsWith("conflict"));
        assertThat(lettersTo(email)).isEmpty();

        resellerAdmin(tenant.resellerId()).post(tenantPath + "/reopen").then().statusCode(200);
        invite(tenant, email, Role.Admin);
    }

    @Test
    void refusesUnknownUsedAndExpiredTokensWithSameAnswer() {
        invite(tenant, email, Role.User);
        String used = tokenMailedTo(email);
        accept(used, PASSWORD).then().statusCode(200);
        String late = anEmail();
        UUID lateId = invite(tenant, late, Role.User);
        String expired = tokenMailedTo(late);
        change("update invitations set expires_at = now() - interval '1 second' where user_id = ?", lateId);

        Response unknown = accept("x".repeat(43), PASSWORD);

        unknown.then().statusCode(400).body("errors.pointer", contains("/token"));
        assertThat(accept(used, PASSWORD).asString()).isEqualTo(unknown.asString());
        assertThat(accept(expired, PASSWORD).asString()).isEqualTo(unknown.asString());
        assertThat(rows("select status from users where id = ?", lateId)).containsExactly("Invited");
    }

    @Test
    void isValidForSevenDays() {
        UUID id = invite(tenant, email, Role.User);
        tokenMailedTo(email);

        assertThat(rows(
                        "select expires_at between now() + interval '167 hours' and now() + interval '168 hours' from invitations where user_id = ?",
                        id))
                .containsExactly("t");
    }

    @Test
    void concurrentAcceptancesSucceedOnce() {
        invite(tenant, email, Role.User);
        String token = tokenMailedTo(email);

        List<Integer> answers = atOnce(8, () -> accept(token, PASSWORD));

        assertThat(Collections.frequency(answers, 200)).isEqualTo(1);
        assertThat(Collections.frequency(answers, 400)).isEqualTo(7);
    }

    @Test
    void refusesAShortPassword() {
        invite(tenant, email, Role.User);

        accept(tokenMailedTo(email), "short").then().statusCode(400).body("errors.pointer", contains("/password"));
    }

    @Test
    void crashBeforeMarkingSendsNewLinkAndInvalidatesOldOne() {
        UUID id = invite(tenant, email, Role.User);
        String old = tokenMailedTo(email);
        awaitRow(
                "select 1 from mail_tasks m join invitations i on i.id = m.invitation_id where i.user_id = ? and m.sent_at is not null",
                id);

        // The state after a crash at that point, when the claim has expired.
        change(
                "update mail_tasks set sent_at = null, next_attempt_at = now() where invitation_id = (select id from invitations where user_id = ?)",
                id);

        String fresh = tokenMailedTo(email, 1);
        accept(old, PASSWORD).then().statusCode(400);
        accept(fresh, PASSWORD).then().statusCode(200);
    }

    @Test
    void retriesFailedEmail() throws IOException {
        Path mail = SottoTestResource.dataDirectory().resolve("mail");
        Path aside = mail.resolveSibling("mail-aside");
        tokenMailedTo(anInvited());
        Files.move(mail, aside);
        Files.writeString(mail, "in the way");
        UUID id = invite(tenant, email, Role.User);
        awaitRow(
                "select 1 from mail_tasks m join invitations i on i.id = m.invitation_id where i.user_id = ? and m.attempts = 1",
                id);
        assertThat(rows(
                        "select m.sent_at is null, m.next_attempt_at > now() + interval '30 seconds' from mail_tasks m join invitations i on i.id = m.invitation_id where i.user_id = ?",
                        id))
                .containsExactly("t|t");

        Files.delete(mail);
        Files.move(aside, mail);
        change(
                "update mail_tasks set next_attempt_at = now() where invitation_id = (select id from invitations where user_id = ?)",
                id);

        accept(tokenMailedTo(email), PASSWORD).then().statusCode(200);
    }

    private String anInvited() {
        String address = anEmail();
        invite(tenant, address, Role.User);
        return address;
    }
}
