package dev.sotto.tenants.invitations;

import static dev.sotto.tenants.Sotto.PASSWORD;
import static dev.sotto.tenants.Sotto.accept;
import static dev.sotto.tenants.Sotto.awaitRow;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.lettersTo;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.tokenMailedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sotto.tenants.Sotto;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The tests run in order, because the effect of the first start cannot be undone. */
@QuarkusTest
@TestMethodOrder(OrderAnnotation.class)
class BootstrapTest {

    private static final String EMAIL = "root@platform.example";

    private static String first;

    @Inject
    Bootstrap bootstrap;

    @Inject
    Vertx vertx;

    private void startAgainWith(String address) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(ignored ->
                        bootstrap.invite(address).subscribe().with(done::complete, done::completeExceptionally));
        done.join();
    }

    @Test
    @Order(1)
    void invitesConfiguredAddressAtStart() {
        first = tokenMailedTo(EMAIL);
        assertThat(rows("select role, status, tenant_kind from users where email = ?", EMAIL))
                .containsExactly("PlatformAdmin|Invited|Platform");
        awaitRow(
                "select 1 where not exists (select from mail_tasks m join invitations i on i.id = m.invitation_id"
                        + " join users u on u.id = i.user_id where u.email = ? and m.sent_at is null)",
                EMAIL);
    }

    @Test
    @Order(2)
    void resendsEmailAtNextStart() {
        startAgainWith("ROOT@platform.example");

        assertThat(tokenMailedTo(EMAIL, 1)).isNotEqualTo(first);
    }

    @Test
    @Order(3)
    void onlyNewestLinkWorks() {
        String fresh = tokenMailedTo(EMAIL, 1);
        accept(first, PASSWORD).then().statusCode(400);

        String accessToken =
                accept(fresh, PASSWORD).then().statusCode(200).extract().path("access_token");

        bearing(accessToken).get(Sotto.USERS + "/me").then().statusCode(200).body("role", equalTo("PlatformAdmin"));
        bearing(accessToken).get(Sotto.TENANTS).then().statusCode(200);
    }

    @Test
    @Order(4)
    void invitesNobodyWhenPlatformAdminIsActive() {
        startAgainWith("second@platform.example");

        assertThat(rows("select count(*) from users where email = 'second@platform.example'"))
                .containsExactly("0");
        assertThat(lettersTo(EMAIL)).hasSize(2);
    }
}
