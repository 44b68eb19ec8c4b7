package dev.sotto.tenants;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.tenants.Sotto.Tenant;
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

@QuarkusTest
class ApiTest {

    @TestHTTPResource(value = "/health/", management = true)
    URI health;

    @TestHTTPResource("/")
    URI service;

    @Inject
    ObjectMapper mapper;

    @Test
    void openApiDocumentIsCurrent() {
        String document = given().get("/q/openapi?format=yaml")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(Snapshot.of("../docs/openapi/tenant-service.yaml").differences(document))
                .isEmpty();
        assertThat(document).doesNotContain("/internal/");
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
                                "dev.sotto.model.tenants.",
                                "dev.sotto.model.access.",
                                "dev.sotto.model.billing.",
                                "dev.sotto.model.audit.",
                                "dev.sotto.model.webhooks.")
                        .findings())
                .isEmpty();
    }

    @Test
    void everyOperationRefusesInvalidTokens() {
        Set<String> open = Set.of(
                "signIn",
                "refresh",
                "signOut",
                "acceptInvitation",
                "getKeys",
                "askForPasswordReset",
                "resetPassword",
                "confirmEmailChange");

        assertThat(new OperationMatrix(service, SottoTestResource.tokens(), open).findings())
                .isEmpty();
    }

    @Test
    void isReady() {
        given().get(health.resolve("ready")).then().statusCode(200).body("status", equalTo("UP"));
        given().get(health.resolve("live")).then().statusCode(200);
    }

    @Test
    void auditLogShowsOnlyEntriesInScope() {
        Tenant tenant = Sotto.aTenant();
        Tenant other = Sotto.aTenant();

        Sotto.admin(tenant)
                .get("/api/v1/audit-log/tenants")
                .then()
                .statusCode(200)
                .body("items.tenant_id", everyItem(equalTo(tenant.id().toString())))
                .body("items.subject_id", hasItem(tenant.id().toString()));
        Sotto.resellerAdmin(tenant.resellerId())
                .get("/api/v1/audit-log/tenants")
                .then()
                .statusCode(200)
                .body("items.subject_id", hasItem(tenant.id().toString()))
                .body("items.subject_id", not(hasItem(other.id().toString())));
        Sotto.user(tenant).get("/api/v1/audit-log/tenants").then().statusCode(403);
    }
}
