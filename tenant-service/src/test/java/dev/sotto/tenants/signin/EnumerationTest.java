package dev.sotto.tenants.signin;

import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.anAddress;
import static dev.sotto.tenants.Sotto.anEmail;
import static dev.sotto.tenants.Sotto.nobody;
import static dev.sotto.tenants.Sotto.signInFrom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.tenants.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer never reveals whether an e-mail address is known, however often somebody asks. */
@QuarkusTest
class EnumerationTest {

    private static final int TIMES = 10;

    private String known;

    @BeforeEach
    void somebody() {
        known = aMember(aTenant(), Role.User).email();
    }

    @Test
    void wrongPasswordGetsSameAnswerForKnownAndUnknownAddresses() {
        compare(401, email -> signInFrom(anAddress(), email, "wrong password"));
    }

    @Test
    void passwordResetGetsSameAnswerForKnownAndUnknownAddresses() {
        compare(
                202,
                email -> nobody().header("X-Forwarded-For", anAddress())
                        .body("{\"email\": \"" + email + "\"}")
                        .post("/api/v1/auth/password-resets"));
    }

    private void compare(int status, Function<String, Response> ask) {
        for (int i = 0; i < TIMES; i++) {
            Response ofKnown = ask.apply(known);
            Response ofUnknown = ask.apply(anEmail());

            assertThat(ofKnown.statusCode()).isEqualTo(status);
            assertThat(ofUnknown.statusCode()).isEqualTo(status);
            assertThat(ofKnown.asString()).isEqualTo(ofUnknown.asString());
            assertThat(ofKnown.headers().asList())
                    .extracting(Header::getName)
                    .containsExactlyElementsOf(ofUnknown.headers().asList().stream()
                            .map(Header::getName)
                            .toList());
        }
    }
}
