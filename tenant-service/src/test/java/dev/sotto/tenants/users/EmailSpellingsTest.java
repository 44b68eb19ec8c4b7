package dev.sotto.tenants.users;

import static dev.sotto.tenants.Sotto.PASSWORD;
import static dev.sotto.tenants.Sotto.USERS;
import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.accept;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.anAddress;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.invitation;
import static dev.sotto.tenants.Sotto.lettersTo;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.signIn;
import static dev.sotto.tenants.Sotto.signInFrom;
import static dev.sotto.tenants.Sotto.tokenMailedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.sotto.model.tenants.Role;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One mailbox is one user, however its address is written; and letters have addresses that SMTP carries. */
@QuarkusTest
class EmailSpellingsTest {

    private static final String AUTH = "/api/v1/auth";

    private final String name = "ada-" + UUID.randomUUID();
    private final String normal = name + "@xn--mnchen-3ya.example";
    private final List<String> spellings = List.of(
            name + "@münchen.example",
            name.toUpperCase(Locale.ROOT) + "@MÜNCHEN.Example",
            Normalizer.normalize(name + "@münchen.example", Normalizer.Form.NFD),
            fullwidth(name) + "@ｍüｎｃｈｅｎ．example",
            normal);

    private Tenant tenant;

    @BeforeEach
    void prepare() {
        tenant = aTenant();
    }

    @Test
    void allSpellingsAreOneUser() {
        invite(spellings.get(0)).then().statusCode(201).body("email", equalTo(normal));

        for (String spelling : spellings.subList(1, spellings.size())) {
            invite(spelling).then().statusCode(409);
        }
        assertThat(rows("select email from users where email like ?", name + "@%"))
                .containsExactly(normal);
    }

    @Test
    void anySpellingSignsIn() {
        invite(spellings.get(0));
        accept(tokenMailedTo(normal), PASSWORD).then().statusCode(200);

        for (String spelling : spellings) {
            signIn(escaped(spelling), PASSWORD).then().statusCode(200);
        }
        signIn(name + "@munchen.example", PASSWORD).then().statusCode(401);
    }

    @Test
    void lettersAreAddressedInAscii() {
        invite(spellings.get(0));
        tokenMailedTo(normal);

        String letter = lettersTo(normal).get(0);
        assertThat(letter.substring(0, letter.indexOf("\r\n\r\n"))).isASCII();
    }

    @Test
    void guessesAtEverySpellingAreCountedTogether() {
        String attacker = anAddress();
        for (String spelling : spellings) {
            signInFrom(attacker, escaped(spelling), "wrong password").then().statusCode(401);
        }

        signInFrom(attacker, escaped(spellings.get(0)), "wrong password").then().statusCode(429);
    }

    @Test
    void aNewPasswordIsAskedForInAnySpelling() {
        invite(spellings.get(0));
        accept(tokenMailedTo(normal), PASSWORD).then().statusCode(200);

        askForPassword(spellings.get(3)).then().statusCode(202);

        assertThat(tokenMailedTo(normal, 1)).isNotEmpty();
    }

    @Test
    void anAddressIsChangedToTheNormalForm() {
        Member member = aMember(tenant, Role.User);
        askForAddress(member, spellings.get(2)).then().statusCode(202);

        nobody().body("{\"token\": \"" + tokenMailedTo(normal) + "\"}")
                .post(AUTH + "/email-changes/confirm")
                .then()
                .statusCode(204);

        assertThat(rows("select email from users where id = ?", member.id())).containsExactly(normal);
    }

    @Test
    void refusesWhereALetterIsToFollowWhatSmtpCannotCarry() {
        Member member = aMember(tenant, Role.User);

        for (String address :
                List.of("josé@acme.example", "jose\u0301@acme.example", "ada@a_b.example", "x@\u200b.example")) {
            List.of(invite(address), askForPassword(address), askForAddress(member, address))
                    .forEach(answer -> answer.then().statusCode(400).body("errors.pointer", contains("/email")));
            signIn(escaped(address), PASSWORD).then().statusCode(401);
        }
    }

    @Test
    void findsPeopleByAnySpellingOfADomain() {
        invite(spellings.get(0));

        for (String search : List.of("münchen", "MU\u0308NCHEN.example", "xn--mnchen", spellings.get(3))) {
            admin(tenant)
                    .queryParam("search", search)
                    .get(USERS)
                    .then()
                    .statusCode(200)
                    .body("items.email", contains(normal));
        }
    }

    /** From before such addresses were refused; the migration keeps them. */
    @Test
    void someoneWithAnAddressThatSmtpCannotCarryComesInAndGetsNoLetter() {
        Member member = aMember(tenant, Role.User);
        String composed = "josé-" + UUID.randomUUID() + "@acme.example";
        change("update users set email = ? where id = ?", composed, member.id());
        UUID invited = UUID.fromString(invite(spellings.get(0)).path("id"));
        tokenMailedTo(normal);
        change("update users set email = ? where id = ?", composed.replace("josé", "andré"), invited);

        signIn(escaped(composed), PASSWORD).then().statusCode(200);
        signIn(escaped(Normalizer.normalize(composed, Normalizer.Form.NFD)), PASSWORD)
                .then()
                .statusCode(200);
        String first =
                rows("select id from invitations where user_id = ?", invited).get(0);
        admin(tenant).post(USERS + "/" + invited + "/invitation").then().statusCode(202);

        awaitRow("""
                select 1 from invitations i join mail_tasks m on m.invitation_id = i.id
                where i.user_id = ? and i.id::text <> ? and m.sent_at is not null""", invited, first);
        assertThat(lettersTo(composed.replace("josé", "andré"))).isEmpty();
    }

    private Response invite(String email) {
        return admin(tenant)
                .body(invitation(tenant.id(), escaped(email), Role.User))
                .post(USERS);
    }

    private static Response askForPassword(String email) {
        return nobody().header("X-Forwarded-For", anAddress())
                .body("{\"email\": \"" + escaped(email) + "\"}")
                .post(AUTH + "/password-resets");
    }

    private static Response askForAddress(Member member, String email) {
        return bearing(member.accessToken())
                .body("""
                {"email": "%s", "password": "%s"}""".formatted(escaped(email), PASSWORD))
                .post(USERS + "/me/email");
    }

    private static String fullwidth(String ascii) {
        return ascii.chars()
                .mapToObj(c -> Character.toString(c - '!' + '\uff01'))
                .collect(Collectors.joining());
    }

    /** For JSON, in whatever encoding it is sent. */
    private static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> c < 128 ? Character.toString(c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
    }
}
