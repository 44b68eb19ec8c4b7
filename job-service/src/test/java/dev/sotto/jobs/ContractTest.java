package dev.sotto.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

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

/** The service as a whole: its API and access. */
@QuarkusTest
class ContractTest {

    @TestHTTPResource(value = "/health/", management = true)
    URI health;

    @TestHTTPResource("/")
    URI service;

    @Inject
    ObjectMapper mapper;

    @Test
    void openApiDocumentIsCurrent() {
        String today = given().get("/q/openapi?format=yaml").asString();

        assertThat(Snapshot.of("../docs/openapi/job-service.yaml").differences(today))
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
                                "dev.sotto.model.jobs.",
                                "dev.sotto.model.audit.",
                                "dev.sotto.jobs.transcripts.")
                        .findings())
                .isEmpty();
    }

    @Test
    void everyOperationRefusesInvalidTokens() {
        Set<String> open = Set.of("withdrawRecordingGrant");
        // It changes the browser that asks and nothing else, so it succeeds whatever the id.
        String ofTheBrowser = "withdrawRecordingGrant .* with ids that nobody has: 204";

        assertThat(new OperationMatrix(service, SottoTestResource.tokens(), open).findings())
                .filteredOn(finding -> !finding.matches(ofTheBrowser))
                .isEmpty();
    }

    @Test
    void isReady() {
        assertThat(given().get(health.resolve("ready")).statusCode()).isEqualTo(200);
        assertThat(given().get(health.resolve("live")).statusCode()).isEqualTo(200);
    }
}
