package dev.sotto.resellers;

import static dev.sotto.resellers.Sotto.RESELLERS;
import static dev.sotto.resellers.Sotto.aReseller;
import static dev.sotto.resellers.Sotto.platformAdmin;
import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.testing.HandClock;
import dev.sotto.testing.KeyServer;
import dev.sotto.testing.Snapshot;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.openapi.ApiExamples;
import dev.sotto.testing.openapi.ApiUnits;
import dev.sotto.testing.openapi.ApiViews;
import dev.sotto.testing.openapi.OperationMatrix;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The service as a whole: access, its OpenAPI document, and its behaviour without other services. */
@QuarkusTest
class ServiceTest {

    @TestHTTPResource(value = "/health/", management = true)
    URI health;

    @TestHTTPResource("/")
    URI service;

    @Inject
    ObjectMapper mapper;

    @Inject
    HandClock clock;

    @Test
    void everyOperationRefusesInvalidTokens() {
        assertThat(new OperationMatrix(service, SottoTestResource.tokens(), Set.of()).findings())
                .isEmpty();
    }

    @Test
    void openApiDocumentIsCurrent() {
        String document = given().get("/q/openapi?format=yaml")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(Snapshot.of("../docs/openapi/reseller-service.yaml").differences(document))
                .isEmpty();
    }

    @Test
    void everyBodyAndAnswerHasAnExample() {
        String document = given().get("/q/openapi?format=json").asString();

        assertThat(new ApiExamples(document).findings()).isEmpty();
    }

    @Test
    void everyNumberHasAUnit() {
        String document = given().get("/q/openapi?format=json").asString();

        assertThat(new ApiUnits(document).findings()).isEmpty();
    }

    @Test
    void requiresOfEachViewTheMembersThatAreAlwaysWritten() {
        String document = given().get("/q/openapi?format=json").asString();

        assertThat(new ApiViews(
                                document,
                                mapper,
                                "dev.sotto.model.resellers.",
                                "dev.sotto.model.billing.",
                                "dev.sotto.model.audit.")
                        .findings())
                .isEmpty();
    }

    /** Alerts are made of them. */
    @Test
    void hasTheMetricsThatAlertsAskFor() throws IOException {
        String metrics = given().get(health.resolve("/q/metrics")).asString();

        assertThat(Files.readAllLines(Path.of("../deploy/kubernetes/components/monitoring/metrics.txt")))
                .filteredOn(name -> !name.equals("up"))
                .hasSizeGreaterThan(2)
                .allSatisfy(name -> assertThat(metrics).contains("\n" + name + "{"));
    }

    @Test
    void isReadyWithDatabaseAndKeys() {
        given().get(health.resolve("ready")).then().statusCode(200).body("status", equalTo("UP"));
        given().get(health.resolve("live")).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void tokensVerifyWhileKeyServerIsDown() {
        KeyServer.away(true);
        try {
            int before = KeyServer.refused();
            clock.advance(Duration.ofSeconds(31));
            await().until(() -> KeyServer.refused() > before);

            UUID id = aReseller();
            platformAdmin().get(RESELLERS + "/" + id).then().statusCode(200);
            given().get(health.resolve("ready")).then().statusCode(200);
        } finally {
            KeyServer.away(false);
        }
    }

    @Test
    void refusesTooLargeBodyUnread() {
        platformAdmin()
                .body("{\"name\": \"" + "x".repeat(1_100_000) + "\"}")
                .post(RESELLERS)
                .then()
                .statusCode(413);
    }

    @Test
    void answersUnknownPathsMethodsAndMediaTypesWithProblems() {
        platformAdmin().get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        platformAdmin().delete(RESELLERS).then().statusCode(405).contentType("application/problem+json");
        platformAdmin()
                .contentType("text/plain")
                .body("x")
                .post(RESELLERS)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        platformAdmin().get(RESELLERS + "/not-a-uuid").then().statusCode(404).contentType("application/problem+json");
    }
}
