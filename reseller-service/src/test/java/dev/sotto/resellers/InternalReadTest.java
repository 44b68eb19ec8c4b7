package dev.sotto.resellers;

import static dev.sotto.resellers.Sotto.BRANDING;
import static dev.sotto.resellers.Sotto.RESELLERS;
import static dev.sotto.resellers.Sotto.aBranding;
import static dev.sotto.resellers.Sotto.aReseller;
import static dev.sotto.resellers.Sotto.events;
import static dev.sotto.resellers.Sotto.platformAdmin;
import static dev.sotto.resellers.Sotto.resellerAdmin;
import static dev.sotto.resellers.Sotto.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.json.EventJson;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Other services read the same data by a look-up as from an event. */
@QuarkusTest
class InternalReadTest {

    @Test
    void resellerReadMatchesEvent() throws Exception {
        UUID id = aReseller();
        platformAdmin()
                .body("{\"commission_rate\": 20}")
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(200);

        String answer = service()
                .get("/internal/v1/resellers/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        JsonNode newest = events(Topic.RESELLER_CHANGED, id, 2).get(1);
        assertThat(EventJson.MAPPER.readTree(answer)).isEqualTo(newest.path("data"));
        assertThat(newest.path("data").path("commission_rates")).hasSize(2);
    }

    @Test
    void brandingReadMatchesEvent() throws Exception {
        UUID id = aBranding(aReseller(), "Day", true);

        String answer = service()
                .get("/internal/v1" + BRANDING.substring(7) + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(EventJson.MAPPER.readTree(answer))
                .isEqualTo(events(Topic.BRANDING_CHANGED, id, 1).get(0).path("data"));
    }

    @Test
    void foreignBrandingIsNotFound() {
        UUID reseller = aReseller();
        UUID other = aReseller();
        UUID branding = aBranding(reseller, "Day", true);

        for (String fact :
                List.of("/internal/v1/resellers/" + reseller, "/internal/v1/branding-configurations/" + branding)) {
            service().get(fact + "?reseller_id=" + reseller).then().statusCode(200);
            service().get(fact + "?reseller_id=" + other).then().statusCode(404);
            service().get(fact + "?reseller_id=nonsense").then().statusCode(400);
        }
        service().get("/internal/v1/resellers/" + UUID.randomUUID()).then().statusCode(404);
        service()
                .get("/internal/v1/branding-configurations/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void onlyServicesMayRead() {
        UUID reseller = aReseller();
        String fact = "/internal/v1/resellers/" + reseller;

        given().get(fact).then().statusCode(401);
        given().header("Authorization", "Service tenant-service:guessed")
                .get(fact)
                .then()
                .statusCode(401);
        given().header("Authorization", "Service nobody:" + dev.sotto.testing.OwnerServer.KEY)
                .get(fact)
                .then()
                .statusCode(401);
        platformAdmin().get(fact).then().statusCode(403);
        resellerAdmin(reseller).get(fact).then().statusCode(403);
        service().get(RESELLERS + "/" + reseller).then().statusCode(403);
    }
}
