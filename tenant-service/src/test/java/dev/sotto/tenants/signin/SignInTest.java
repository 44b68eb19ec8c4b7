package dev.sotto.tenants.signin;

import static dev.sotto.tenants.Sotto.PASSWORD;
import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.accept;
import static dev.sotto.tenants.Sotto.anAddress;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.atOnce;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.signIn;
import static dev.sotto.tenants.Sotto.signInFrom;
import static dev.sotto.tenants.Sotto.tokenMailedTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.sotto.model.tenants.Role;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import dev.sotto.testing.tokens.SignedTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInTest {

    /** The last attempt's rows that make the next one wait. */
    private static final String BLOCKED =
            " where blocked_until > last_at and last_at = (select max(last_at) from sign_in_attempts)";

    private Tenant tenant;

    @BeforeEach
    void begin() {
        tenant = aTenant();
    }

    @Test
    void tokensVerifyWithPublishedKeys() throws Exception {
        Member member = aMember(tenant, Role.Admin);
        Response tokens = signIn(member.email().toUpperCase(java.util.Locale.ROOT), PASSWORD);
        tokens.then().statusCode(200).header("Cache-Control", "no-store").body("expires_in", equalTo(600));

        String jwks = given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=300")
                .extract()
                .asString();
        JwtContext context = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(jwks).getJsonWebKeys()))
                .setExpectedIssuer(SignedTokens.ISSUER)
                .setExpectedAudience("sotto")
                .setExpectedType(true, "at+jwt")
                .build()
                .process(tokens.path("access_token"));

        JwtClaims claims = context.getJwtClaims();
        assertThat(claims.getSubject()).isEqualTo(member.id().toString());
        assertThat(claims.getStringClaimValue("tenant_id"))
                .isEqualTo(tenant.id().toString());
        assertThat(claims.getStringClaimValue("reseller_id"))
                .isEqualTo(tenant.resellerId().toString());
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("Admin");
        assertThat(claims.getJwtId()).isNotEmpty();
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(600);
        JsonWebSignature signature = (JsonWebSignature) context.getJoseObjects().get(0);
        assertThat(signature.getAlgorithmHeaderValue()).isEqualTo("RS256");
        assertThat(jwks).doesNotContain("\"d\"");
    }

    @Test
    void recordsLastSignIn() {
        Member member = aMember(tenant, Role.User);
        change("update users set last_login = null where id = ?", member.id());

        signIn(member.email(), PASSWORD).then().statusCode(200);

        assertThat(rows("select last_login > now() - interval '1 minute' from users where id = ?", member.id()))
                .containsExactly("t");
    }

    @Test
    void everyFailureGetsTheSameBytes() {
        Member member = aMember(tenant, Role.User);
        Member suspended = aMember(tenant, Role.User);
        change("update users set status = 'Suspended' where id = ?", suspended.id());
        String invited = anEmail();
        invite(tenant, invited, Role.User);

        byte[] wrongPassword = refusal(signIn(member.email(), "wrong password"));

        assertThat(refusal(signIn(anEmail(), PASSWORD))).isEqualTo(wrongPassword);
        assertThat(refusal(signIn(suspended.email(), PASSWORD))).isEqualTo(wrongPassword);
        assertThat(refusal(signIn(suspended.email(), "wrong password"))).isEqualTo(wrongPassword);
        assertThat(refusal(signIn(invited, PASSWORD))).isEqualTo(wrongPassword);
        assertThat(refusal(signIn("not an address", PASSWORD))).isEqualTo(wrongPassword);
    }

    /** PostgreSQL's lower case of U+0130 is i, Unicode's is not. Both must treat an address in the same way. */
    @Test
    void matchesAddressOnlyByUnicodeLowerCase() {
        String email = "ivi-" + UUID.randomUUID() + "@acme.example";
        invite(tenant, email, Role.User);
        accept(tokenMailedTo(email), PASSWORD).then().statusCode(200);

        signIn(email.replace('i', '\u0130'), PASSWORD).then().statusCode(401);
        signIn(email.toUpperCase(Locale.ROOT), PASSWORD).then().statusCode(200);
    }

    private static byte[] refusal(Response response) {
        response.then()
                .statusCode(401)
                .contentType(containsString("application/problem+json"))
                .body("type", endsWith("unauthenticated"));
        return response.asByteArray();
    }

    @Test
    void refusesFloodWith429() {
        Member member = aMember(tenant, Role.User);

        List<Integer> answers = atOnce(160, () -> signInFrom(anAddress(), member.email(), "wrong password"));

        assertThat(answers).contains(401, 429).containsOnly(401, 429);
        signInFrom(anAddress(), member.email(), PASSWORD).then().statusCode(200);
    }

    @Test
    void fullQueueRefusesBeforeCountingAttempts() {
        Member member = aMember(tenant, Role.User);
        int before = attemptsCounted();

        List<Integer> answers = atOnce(160, () -> signInFrom(anAddress(), member.email(), "wrong password"));

        // Each admitted attempt counts twice: for its address, and for its address with the e-mail.
        assertThat(attemptsCounted() - before).isEqualTo(2 * Collections.frequency(answers, 401));
    }

    /** More than twice as many simultaneous requests as places, from addresses that ignore Retry-After. */
    @Test
    void floodFromFewAddressesDoesNotBlockOthers() {
        Member member = aMember(tenant, Role.User);
        Flood flood = new Flood(160, List.of(anAddress(), anAddress(), anAddress(), anAddress()));

        flood.begin();
        List<Integer> answers = Stream.generate(
                        () -> signInFrom(anAddress(), member.email(), PASSWORD).statusCode())
                .limit(10)
                .toList();
        Set<Integer> heard = flood.end();

        assertThat(answers).containsOnly(200);
        assertThat(heard).contains(429).isSubsetOf(401, 429);
    }

    private static int attemptsCounted() {
        return Integer.parseInt(rows("select count(*) from sign_in_attempts").get(0));
    }

    @Test
    void countsConcurrentGuesses() {
        Member member = aMember(tenant, Role.User);
        String address = anAddress();

        List<Integer> free = atOnce(5, () -> signInFrom(address, member.email(), "wrong password"));
        assertThat(free).containsOnly(401);
        assertThat(rows("select failures from sign_in_attempts" + BLOCKED)).containsExactly("5");
        // The next one is let in, and makes the others wait for minutes, however slow the machine is.
        change("update sign_in_attempts set failures = 20, blocked_until = now()" + BLOCKED);

        List<Integer> answers = atOnce(32, () -> signInFrom(address, member.email(), "wrong password"));

        assertThat(Collections.frequency(answers, 401)).isEqualTo(1);
        assertThat(Collections.frequency(answers, 429)).isEqualTo(31);
    }

    @Test
    void throttlesOneClientButNotTheOwnerElsewhere() {
        Member member = aMember(tenant, Role.User);
        String attacker = anAddress();
        for (int i = 0; i < 5; i++) {
            signInFrom(attacker, member.email(), "wrong password").then().statusCode(401);
        }
        keepBlockedAfter(5);

        signInFrom(attacker, member.email(), PASSWORD)
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("type", endsWith("too-many-requests"));
        signInFrom(anAddress(), member.email(), PASSWORD).then().statusCode(200);
        assertThat(rows("select failures from sign_in_attempts")).isNotEmpty();
        assertThat(rows("select encode(key, 'escape') from sign_in_attempts"))
                .noneMatch(key -> key.contains(member.email()) || key.contains(attacker));
    }

    /** However slow the machine is, the wait after so many failures is not over yet. */
    private static void keepBlockedAfter(int failures) {
        assertThat(rows("select failures from sign_in_attempts" + BLOCKED)).containsExactly(Integer.toString(failures));
        change("update sign_in_attempts set blocked_until = now() + interval '10 minutes'" + BLOCKED);
    }

    @Test
    void increasesDelayAfterEachGuess() {
        String email = anEmail();
        String attacker = anAddress();
        for (int i = 0; i < 9; i++) {
            signInFrom(attacker, email, "wrong password").then().statusCode(401);
            change("update sign_in_attempts set blocked_until = now()");
        }
        signInFrom(attacker, email, "wrong password").then().statusCode(401);
        assertThat(rows("select extract(epoch from blocked_until - last_at)::integer from sign_in_attempts" + BLOCKED))
                .containsExactly("32");

        int wait = Integer.parseInt(signInFrom(attacker, email, "wrong password")
                .then()
                .statusCode(429)
                .extract()
                .header("Retry-After"));

        assertThat(wait).isBetween(1, 32);
    }

    @Test
    void successResetsFailures() {
        Member member = aMember(tenant, Role.User);
        String address = anAddress();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                signInFrom(address, member.email(), "wrong password").then().statusCode(401);
            }
            signInFrom(address, member.email(), PASSWORD).then().statusCode(200);
        }
    }

    @Test
    void throttlesClientThatTriesManyAddresses() {
        String attacker = anAddress();
        signInFrom(attacker, anEmail(), "wrong password").then().statusCode(401);
        change(
                "update sign_in_attempts set failures = 100 where last_at = (select max(last_at) from sign_in_attempts)");
        signInFrom(attacker, anEmail(), "wrong password").then().statusCode(401);
        keepBlockedAfter(101);

        signInFrom(attacker, anEmail(), "wrong password").then().statusCode(429);
        signInFrom(anAddress(), anEmail(), "wrong password").then().statusCode(401);
    }

    @Test
    void usersOfSuspendedTenantMaySignIn() {
        Member member = aMember(tenant, Role.Admin);
        change("update tenants set status = 'Suspended', suspensions = array['Billing'] where id = ?", tenant.id());

        signIn(member.email(), PASSWORD).then().statusCode(200);
    }

    @Test
    void namesMissingMembersWithoutEchoingInput() {
        nobody().body("{\"email\": \"a@b.example\", \"password\": \"secret-word\", \"remember\": true}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/remember"))
                .body(org.hamcrest.Matchers.not(containsString("secret-word")));
        nobody().body("{\"email\": \"a@b.example\"}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/password"));
        nobody().body("{\"email\": \"a\\u0000\", \"password\": \"x\"}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/email"));
    }

    @Test
    void tokenReachesOnlyItsOwnTenant() {
        Member member = aMember(tenant, Role.Admin);
        Tenant other = aTenant();
        Member foreign = aMember(other, Role.User);

        bearing(member.accessToken())
                .get(Sotto.TENANTS + "/" + tenant.id())
                .then()
                .statusCode(200);
        bearing(member.accessToken())
                .get(Sotto.TENANTS + "/" + other.id())
                .then()
                .statusCode(404);
        bearing(member.accessToken())
                .get(Sotto.USERS + "/" + foreign.id())
                .then()
                .statusCode(404);
        bearing(member.accessToken())
                .queryParam("tenant_id", other.id())
                .get(Sotto.USERS)
                .then()
                .statusCode(404);
        bearing(foreign.accessToken()).get(Sotto.USERS).then().statusCode(403);
    }
}
