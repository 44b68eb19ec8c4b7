package dev.sotto.tenants.signin;

import static dev.sotto.tenants.Sotto.PASSWORD;
import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.answersAtOnce;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.tokenMailedTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.sotto.model.tenants.Role;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of browsers: the refresh token is in a cookie that all tabs share. */
@QuarkusTest
class BrowserSessionTest {

    private static final int INTERLEAVINGS = 200;
    private static final String REFRESH = "/api/v1/auth/refresh";
    private static final String LOGOUT = "/api/v1/auth/logout";
    private static final String NAME = "__Host-sotto-refresh";
    private static final Pattern SET =
            Pattern.compile(NAME + "=[A-Za-z0-9_-]{43}; Secure; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000");
    private static final String CLEARED = NAME + "=; Secure; HttpOnly; SameSite=Strict; Path=/; Max-Age=0";

    private Tenant tenant;
    private Member member;

    @BeforeEach
    void begin() {
        tenant = aTenant();
        member = aMember(tenant, Role.Admin);
    }

    @Test
    void signInPutsRefreshTokenOnlyIntoTheCookie() {
        Response signedIn = signIn();

        signedIn.then().statusCode(200).header("Cache-Control", "no-store").body("$", not(hasKey("refresh_token")));
        assertThat(signedIn.header("Set-Cookie")).matches(SET);
        assertThat(signedIn.asString()).doesNotContain(cookieOf(signedIn));
        bearing(signedIn.path("access_token")).get(Sotto.USERS + "/me").then().statusCode(200);
    }

    @Test
    void programsGetNoCookie() {
        Response signedIn = Sotto.signIn(member.email(), PASSWORD);

        signedIn.then().statusCode(200).header("Set-Cookie", nullValue());
        Sotto.refresh(signedIn.path("refresh_token")).then().statusCode(200).header("Set-Cookie", nullValue());
    }

    @Test
    void acceptedInvitationBeginsSessionWithCookie() {
        String email = anEmail();
        invite(tenant, email, Role.User);

        Response joined =
                nobody().body("""
                {"token": "%s", "password": "%s", "cookie": true}""".formatted(tokenMailedTo(email), PASSWORD)).post("/api/v1/auth/invitations");

        joined.then().statusCode(200).body("$", not(hasKey("refresh_token")));
        assertThat(joined.header("Set-Cookie")).matches(SET);
        refresh(cookieOf(joined)).then().statusCode(200);
    }

    @Test
    void refreshTakesCookieAndSetsTheNext() {
        String first = cookieOf(signIn());

        Response refreshed = refresh(first);

        refreshed.then().statusCode(200).header("Cache-Control", "no-store").body("$", not(hasKey("refresh_token")));
        assertThat(refreshed.header("Set-Cookie")).matches(SET);
        assertThat(cookieOf(refreshed)).isNotEqualTo(first);
        bearing(refreshed.path("access_token")).get(Sotto.USERS + "/me").then().statusCode(200);
    }

    @Test
    void bodyMayBeAnEmptyObject() {
        String cookie = cookieOf(signIn());

        page(cookie)
                .contentType(ContentType.JSON)
                .body("{}")
                .post(REFRESH)
                .then()
                .statusCode(200);
        page(cookie)
                .contentType(ContentType.JSON)
                .body("{}")
                .post(LOGOUT)
                .then()
                .statusCode(204);
    }

    /** Reloads while a refresh is on its way, two tabs at once, three tabs restored together, answers that arrive late. */
    @Test
    void noInterleavingOfTabsEndsTheSession() {
        Random random = new Random(16);
        String cookie = cookieOf(signIn());

        for (int i = 0; i < INTERLEAVINGS; i++) {
            cookie = switch (i % 4) {
                case 0 -> afterLostAnswers(cookie, 1 + random.nextInt(3));
                case 1 -> lastOf(random, tabs(2, cookie));
                case 2 -> lastOf(random, tabs(3, cookie));
                default -> afterLateAnswer(cookie);
            };
        }

        refresh(cookie).then().statusCode(200);
        assertThat(rows(
                        "select count(*) filter (where revoked_at is not null), count(*) filter (where used_at is null) from refresh_tokens where user_id = ? and family_id = (select max(family_id::text)::uuid from refresh_tokens where user_id = ?)",
                        member.id(),
                        member.id()))
                .containsExactly("0|1");
    }

    /** The page is left before the answer arrives, so the browser keeps its old cookie. */
    private static String afterLostAnswers(String cookie, int times) {
        for (int i = 0; i < times; i++) {
            refresh(cookie).then().statusCode(200);
        }
        return cookieOf(refresh(cookie));
    }

    private static List<String> tabs(int count, String cookie) {
        List<Response> answers = answersAtOnce(count, () -> refresh(cookie));
        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        return answers.stream().map(BrowserSessionTest::cookieOf).toList();
    }

    private static String lastOf(Random random, List<String> cookies) {
        return cookies.get(random.nextInt(cookies.size()));
    }

    /** One tab's answer arrives after another tab has gone one step further, and puts the older cookie back. */
    private static String afterLateAnswer(String cookie) {
        String late = cookieOf(refresh(cookie));
        String quick = cookieOf(refresh(cookie));
        assertThat(quick).isEqualTo(late);
        refresh(quick).then().statusCode(200);
        return late;
    }

    @Test
    void stolenCookieEndsTheSessionOnceItsSuccessorWasUsed() {
        String stolen = cookieOf(signIn());
        String next = cookieOf(refresh(stolen));
        String afterNext = cookieOf(refresh(next));

        refresh(stolen).then().statusCode(401).header("Set-Cookie", CLEARED).body("type", endsWith("unauthenticated"));

        refresh(afterNext).then().statusCode(401).header("Set-Cookie", CLEARED);
        assertThat(rows("select action from audit_log where subject_id = ? order by id desc", member.id()))
                .first()
                .isEqualTo("refresh-token-reused");
    }

    @Test
    void pageWithoutCookieIsToldToSignIn() {
        page(null)
                .noContentType()
                .post(REFRESH)
                .then()
                .statusCode(401)
                .header("Set-Cookie", nullValue())
                .body("type", endsWith("unauthenticated"));
        page(null).noContentType().post(LOGOUT).then().statusCode(204);
    }

    @Test
    void refusesUnreadableCookie() {
        for (String odd : List.of("", "x", "\"quoted\"", "a=b", "x".repeat(4000))) {
            refresh(odd).then().statusCode(401).header("Set-Cookie", CLEARED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", "Same-Origin", ""})
    void otherSitesCannotUseTheCookie(String site) {
        String cookie = cookieOf(signIn());

        for (String path : List.of(REFRESH, LOGOUT)) {
            given().header("Cookie", NAME + "=" + cookie)
                    .header("Sec-Fetch-Site", site)
                    .noContentType()
                    .post(path)
                    .then()
                    .statusCode(400)
                    .header("Set-Cookie", nullValue())
                    .body("errors.pointer", contains("/refresh_token"));
        }

        // Nothing was used or ended.
        String next = cookieOf(refresh(cookie));
        assertThat(cookieOf(refresh(cookie))).isEqualTo(next);
    }

    @Test
    void cookieWithoutSecFetchSiteDoesNotCount() {
        String cookie = cookieOf(signIn());

        given().header("Cookie", NAME + "=" + cookie)
                .noContentType()
                .post(REFRESH)
                .then()
                .statusCode(400);
        given().header("Cookie", NAME + "=" + cookie)
                .header("Sec-Fetch-Site", "same-origin", "cross-site")
                .noContentType()
                .post(REFRESH)
                .then()
                .statusCode(400);
        refresh(cookie).then().statusCode(200);
    }

    /** Forms can send these types from any site without asking. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded"})
    void refusesBodiesThatFormsCanSend(String type) {
        String cookie = cookieOf(signIn());

        page(cookie).contentType(type).body("{}").post(REFRESH).then().statusCode(415);
    }

    @Test
    void refusesTokenInBodyAndCookieTogether() {
        String cookie = cookieOf(signIn());
        String body = "{\"refresh_token\": \"" + member.refreshToken() + "\"}";

        for (String path : List.of(REFRESH, LOGOUT)) {
            page(cookie)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/refresh_token"))
                    .body("errors.code", contains("not-allowed"));
        }
        refresh(cookie).then().statusCode(200);
        Sotto.refresh(member.refreshToken()).then().statusCode(200);
    }

    @Test
    void programWithoutTokenIsToldWhatIsMissing() {
        for (String path : List.of(REFRESH, LOGOUT)) {
            nobody().body("{}").post(path).then().statusCode(400).body("errors.pointer", contains("/refresh_token"));
            given().noContentType().post(path).then().statusCode(400).body("errors.code", contains("required"));
        }
    }

    @Test
    void signOutEndsTheSessionOfTheCookieAndTakesItAway() {
        String cookie = cookieOf(signIn());
        String next = cookieOf(refresh(cookie));

        page(next).noContentType().post(LOGOUT).then().statusCode(204).header("Set-Cookie", CLEARED);

        assertThat(Collections.frequency(
                        List.of(refresh(next).statusCode(), refresh(cookie).statusCode()), 401))
                .isEqualTo(2);
        Sotto.refresh(member.refreshToken()).then().statusCode(200);
    }

    private Response signIn() {
        return nobody().body("""
                {"email": "%s", "password": "%s", "cookie": true}""".formatted(member.email(), PASSWORD)).post("/api/v1/auth/login");
    }

    private static Response refresh(String cookie) {
        return page(cookie).noContentType().post(REFRESH);
    }

    /** A request of a page of the same origin. */
    private static RequestSpecification page(String cookie) {
        RequestSpecification request = given().header("Sec-Fetch-Site", "same-origin");
        return cookie == null ? request : request.header("Cookie", NAME + "=" + cookie);
    }

    private static String cookieOf(Response answer) {
        String cookie = answer.header("Set-Cookie");
        assertThat(cookie).as(answer.asString()).startsWith(NAME + "=");
        return cookie.substring(NAME.length() + 1, cookie.indexOf(';'));
    }
}
