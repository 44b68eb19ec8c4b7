package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Mailbox;
import dev.sotto.local.walk.Place;
import dev.sotto.local.walk.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a first start leaves for a newcomer. */
class SampleTest {

    private final Place place = RunningSotto.running().place();

    @Test
    void newcomerIsInvitedOnceAndJoins() {
        Sample.make(place);
        Sample.make(place);

        Api seller = new Api(place.address()).signIn(Sample.SELLER, place.adminPassword());
        assertThat(seller.get("/api/v1/tenants").expect(200).json().path("items"))
                .hasSize(1);
        String token = new Mailbox(place.mail()).invitation(Sample.ADMIN);
        new Api(place.address())
                .post("/api/v1/auth/invitations", Map.of("token", token, "password", "a newcomer's password"))
                .expect(200);
        Api admin = new Api(place.address()).signIn(Sample.ADMIN, "a newcomer's password");
        assertThat(admin.get("/api/v1/quota")
                        .expect(200)
                        .json()
                        .at("/processing_ms/limit")
                        .asLong())
                .isEqualTo(36_000_000);
    }
}
