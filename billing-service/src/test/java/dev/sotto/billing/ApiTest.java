package dev.sotto.billing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.testing.Snapshot;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.openapi.ApiExamples;
import dev.sotto.testing.openapi.ApiUnits;
import dev.sotto.testing.openapi.ApiViews;
import dev.sotto.testing.openapi.OperationMatrix;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The API as a whole: its OpenAPI document, access, health. */
@QuarkusTest
class ApiTest {

    @TestHTTPResource(value = "/health/", management = true)
    URI health;

    @TestHTTPResource
    URI service;

    @Inject
    ObjectMapper mapper;

    @Test
    void openApiDocumentIsCurrent() {
        String today = given().get("/q/openapi?format=yaml")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(Snapshot.of("../docs/openapi/billing-service.yaml").differences(today))
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

        assertThat(new ApiViews(document, mapper, "dev.sotto.model.billing.", "dev.sotto.model.audit.").findings())
                .isEmpty();
    }

    @Test
    void everyOperationRefusesInvalidTokens() {
        assertThat(new OperationMatrix(service, SottoTestResource.tokens(), Set.of()).findings())
                .isEmpty();
    }

    @Test
    void isReady() {
        given().get(health.resolve("ready")).then().statusCode(200).body("status", equalTo("UP"));
    }
}
