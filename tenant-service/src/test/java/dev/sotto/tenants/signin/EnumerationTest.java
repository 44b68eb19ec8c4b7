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
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Whether somebody finds out by asking which addresses are known: known and unknown ones in turns. Status and body are
 * asserted; what the times tell is printed, for times are never asserted in a build.
 */
@QuarkusTest
class EnumerationTest {

    private static final int PAIRS = Boolean.getBoolean("sotto.campaign") ? 2_000 : 20;

    @Test
    void tellsKnownFromUnknownNeitherOnSigningInNorOnAskingForAPassword() {
        String known = aMember(aTenant(), Role.User).email();

        compare("sign-in", known, email -> signInFrom(anAddress(), email, "wrong password"));
        compare(
                "password reset",
                known,
                email -> nobody().header("X-Forwarded-For", anAddress())
                        .body("{\"email\": \"" + email + "\"}")
                        .post("/api/v1/auth/password-resets"));
    }

    private static void compare(String name, String known, Function<String, Response> ask) {
        List<Long> ofKnown = new ArrayList<>();
        List<Long> ofUnknown = new ArrayList<>();
        for (int i = -5; i < PAIRS; i++) {
            boolean knownFirst = i % 2 == 0;
            Timed first = Timed.of(ask, knownFirst ? known : anEmail());
            Timed second = Timed.of(ask, knownFirst ? anEmail() : known);
            assertThat(first.response().statusCode())
                    .isEqualTo(second.response().statusCode());
            assertThat(first.response().asString()).isEqualTo(second.response().asString());
            if (i >= 0) {
                ofKnown.add((knownFirst ? first : second).nanos());
                ofUnknown.add((knownFirst ? second : first).nanos());
            }
        }
        System.out.printf(
                "enumeration by %s: %d pairs, AUC %.3f, p50 %.2f and %.2f ms%n",
                name, PAIRS, auc(ofKnown, ofUnknown), median(ofKnown) / 1e6, median(ofUnknown) / 1e6);
    }

    /** How likely a known one took longer than an unknown one: a half when the time tells nothing. */
    private static double auc(List<Long> ofKnown, List<Long> ofUnknown) {
        double longer = 0;
        for (long known : ofKnown) {
            for (long unknown : ofUnknown) {
                longer += known > unknown ? 1 : known == unknown ? 0.5 : 0;
            }
        }
        return longer / ((double) ofKnown.size() * ofUnknown.size());
    }

    private static double median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private record Timed(Response response, long nanos) {

        static Timed of(Function<String, Response> ask, String email) {
            long begin = System.nanoTime();
            Response response = ask.apply(email);
            return new Timed(response, System.nanoTime() - begin);
        }
    }
}
