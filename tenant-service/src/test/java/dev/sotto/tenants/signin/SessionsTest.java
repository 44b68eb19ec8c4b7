package dev.sotto.tenants.signin;

import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.anAddress;
import static dev.sotto.tenants.Sotto.answersAtOnce;
import static dev.sotto.tenants.Sotto.atOnce;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.refresh;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.signIn;
import static dev.sotto.tenants.Sotto.signInFrom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import dev.sotto.model.tenants.Role;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionsTest {

    private static final int FAMILIES = Boolean.getBoolean("sotto.campaign") ? 500 : 10;

    private Member member;

    @BeforeEach
    void begin() {
        member = aMember(aTenant(), Role.Admin);
    }

    @Test
    void refreshTokenGivesNewTokens() {
        var tokens = refresh(member.refreshToken());

        tokens.then().statusCode(200).header("Cache-Control", "no-store");
        bearing(tokens.path("access_token")).get(Sotto.USERS + "/me").then().statusCode(200);
        refresh(tokens.path("refresh_token")).then().statusCode(200);
        assertThat(rows("select encode(token_hash, 'escape') from refresh_tokens where user_id = ?", member.id()))
                .hasSize(3)
                .noneMatch(hash -> hash.contains(member.refreshToken()));
    }

    @Test
    void concurrentRefreshesGetTheSameSuccessor() {
        List<Response> answers = answersAtOnce(16, () -> refresh(member.refreshToken()));

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("refresh_token"))
                .doesNotContain(member.refreshToken())
                .containsOnly(answers.get(0).<String>path("refresh_token"));
        assertThat(answers)
                .extracting(answer -> answer.<String>path("access_token"))
                .doesNotHaveDuplicates();
    }

    @Test
    void repeatedRefreshGivesTheSameSuccessorUntilItIsUsed() {
        String next = refresh(member.refreshToken()).path("refresh_token");
        assertThat(refresh(member.refreshToken()).<String>path("refresh_token")).isEqualTo(next);
        String afterNext = refresh(next).path("refresh_token");
        assertThat(refresh(next).<String>path("refresh_token")).isEqualTo(afterNext);

        refresh(member.refreshToken()).then().statusCode(401);

        refresh(afterNext).then().statusCode(401);
    }

    @Test
    void expiredTokenIsNotRepeated() {
        String next = refresh(member.refreshToken()).path("refresh_token");
        change("update refresh_tokens set expires_at = now() where user_id = ? and used_at is not null", member.id());

        refresh(member.refreshToken()).then().statusCode(401);

        refresh(next).then().statusCode(401);
    }

    @Test
    void concurrentRefreshesLeaveOneValidTokenPerSession() {
        for (int i = 0; i < FAMILIES; i++) {
            String token =
                    signInFrom(anAddress(), member.email(), Sotto.PASSWORD).path("refresh_token");

            assertThat(atOnce(16, () -> refresh(token))).containsOnly(200);
        }
        assertThat(rows(
                        "select family_id from refresh_tokens where user_id = ? and used_at is null and revoked_at is null group by family_id having count(*) > 1",
                        member.id()))
                .isEmpty();
        assertThat(rows(
                        "select count(*) from refresh_tokens where user_id = ? and used_at is null and revoked_at is null",
                        member.id()))
                .containsExactly(Integer.toString(FAMILIES + 1));
    }

    @Test
    void reusedRefreshTokenEndsOnlyItsSession() {
        String otherSession = signIn(member.email(), Sotto.PASSWORD).path("refresh_token");
        String next = refresh(member.refreshToken()).path("refresh_token");
        String afterNext = refresh(next).path("refresh_token");

        refresh(member.refreshToken()).then().statusCode(401).body("type", endsWith("unauthenticated"));

        refresh(afterNext).then().statusCode(401);
        refresh(otherSession).then().statusCode(200);
        assertThat(rows("select action, user_id from audit_log where subject_id = ? order by id desc", member.id()))
                .first()
                .isEqualTo("refresh-token-reused|" + member.id());
    }

    @Test
    void refusesExpiredUnknownAndSuspendedWithSameAnswer() {
        String unknown =
                refresh("x".repeat(43)).then().statusCode(401).extract().asString();

        change("update users set status = 'Suspended' where id = ?", member.id());
        assertThat(refresh(member.refreshToken()).asString()).isEqualTo(unknown);
        change("update users set status = 'Active' where id = ?", member.id());
        change("update refresh_tokens set expires_at = now() where user_id = ?", member.id());
        assertThat(refresh(member.refreshToken()).asString()).isEqualTo(unknown);
    }

    @Test
    void newTokensHaveTheCurrentRole() {
        change("update users set role = 'User' where id = ?", member.id());

        String accessToken = refresh(member.refreshToken()).path("access_token");

        bearing(accessToken).get(Sotto.USERS).then().statusCode(403);
    }

    @Test
    void signOutEndsTokenIssuedConcurrently() throws SQLException {
        String family = rows("select family_id from refresh_tokens where user_id = ?", member.id())
                .get(0);
        CompletableFuture<Integer> signOut;
        // Does what an exchange does, and stops before its end.
        try (Connection exchange = SottoTestResource.databases().superuser("tenant");
                Statement statement = exchange.createStatement()) {
            exchange.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('" + family + "', 0))");
            statement.execute("update refresh_tokens set used_at = now() where family_id = '" + family + "'");
            statement.execute("""
                    insert into refresh_tokens (id, family_id, tenant_id, user_id, token_hash, expires_at)
                    select gen_random_uuid(), family_id, tenant_id, user_id, sha256(token_hash), expires_at
                    from refresh_tokens where family_id = '%s'""".formatted(family));
            signOut = CompletableFuture.supplyAsync(
                    () -> nobody().body("{\"refresh_token\": \"" + member.refreshToken() + "\"}")
                            .post("/api/v1/auth/logout")
                            .statusCode());
            awaitRow("select pid from pg_locks where locktype = 'advisory' and not granted");
            exchange.commit();
        }

        assertThat(signOut.join()).isEqualTo(204);
        assertThat(rows("select revoked_at is not null from refresh_tokens where user_id = ?", member.id()))
                .containsExactly("t", "t");
    }

    @Test
    void signInSucceedsWhileAllSessionsEnd() throws SQLException {
        assertThat(signInWhileSessionsAreEnded(1)).isEqualTo(200);
    }

    @Test
    void correctPasswordIsNeverRefusedAsWrongWhileSessionsEnd() throws SQLException {
        assertThat(signInWhileSessionsAreEnded(Integer.MAX_VALUE)).isIn(200, 429);
    }

    /**
     * Commits each end of sessions while the sign-in waits for it. The next one begins before the password is checked
     * again.
     */
    private int signInWhileSessionsAreEnded(int times) throws SQLException {
        try (Connection ending = SottoTestResource.databases().superuser("tenant");
                Statement statement = ending.createStatement()) {
            ending.setAutoCommit(false);
            CompletableFuture<Integer> signIn = null;
            for (int i = 0; i < times && (signIn == null || !signIn.isDone()); i++) {
                statement.execute(
                        "update users set tokens_valid_from = clock_timestamp() where id = '" + member.id() + "'");
                if (signIn == null) {
                    signIn = CompletableFuture.supplyAsync(
                            () -> signIn(member.email(), Sotto.PASSWORD).statusCode());
                }
                while (!signIn.isDone() && !isSignInWaiting()) {
                    Thread.onSpinWait();
                }
                ending.commit();
                while (!signIn.isDone() && isSignInWaiting()) {
                    Thread.onSpinWait();
                }
            }
            return signIn.join();
        }
    }

    private static boolean isSignInWaiting() {
        return !rows("select pid from pg_locks where locktype = 'transactionid' and not granted")
                .isEmpty();
    }

    @Test
    void signOutEndsTheSession() {
        String body = "{\"refresh_token\": \"" + member.refreshToken() + "\"}";

        nobody().body(body).post("/api/v1/auth/logout").then().statusCode(204);
        nobody().body(body).post("/api/v1/auth/logout").then().statusCode(204);
        assertThat(rows("select action from audit_log where subject_id = ? and action = 'signed-out'", member.id()))
                .hasSize(1);
        nobody().body("{\"refresh_token\": \"unknown\"}")
                .post("/api/v1/auth/logout")
                .then()
                .statusCode(204);

        refresh(member.refreshToken()).then().statusCode(401);
    }
}
