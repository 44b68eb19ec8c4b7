package dev.sotto.runtime;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.sotto.testing.SignedTokens;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who gets in, and how refusals look. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class HttpTest {

    private final UUID tenantId = UUID.randomUUID();
    private final UUID resellerId = UUID.randomUUID();
    private final SignedTokens tokens = SottoTestResource.tokens();

    @Test
    void knowsTheCallerByTheTokenAlone() {
        given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .header("X-Tenant-Id", UUID.randomUUID().toString())
                .get("/probe")
                .then()
                .statusCode(200)
                .body(equalTo("Tenant[id=" + tenantId + ", resellerId=" + resellerId + "]"));
    }

    @Test
    void refusesEveryWrongToken() {
        SignedTokens foreign = new SignedTokens(SignedTokens.ISSUER);
        List<String> wrong = List.of(
                "nonsense",
                "a.b.c",
                tokens.user(tenantId, resellerId).expired().sign(),
                tokens.user(tenantId, resellerId).issuer("https://elsewhere").sign(),
                tokens.user(tenantId, resellerId).audience("other").sign(),
                tokens.user(tenantId, resellerId).without("exp").sign(),
                tokens.user(tenantId, resellerId).without("sub").sign(),
                tokens.user(tenantId, resellerId).without("tenant_id").sign(),
                tokens.user(tenantId, resellerId)
                        .groups("User", "PlatformAdmin")
                        .sign(),
                tokens.user(tenantId, resellerId).groups("Root").sign(),
                tokens.user(tenantId, resellerId).claim("groups", "User").sign(),
                tokens.user(tenantId, resellerId).keyId(null).sign(),
                tokens.user(tenantId, resellerId).keyId("../../dev/null").sign(),
                tokens.user(tenantId, resellerId).unsigned(),
                tokens.user(tenantId, resellerId).signWithForeignKey(),
                tokens.user(tenantId, resellerId).signWithPublicKeyAsSecret(),
                foreign.user(tenantId, resellerId).sign(),
                "x".repeat(9000));

        for (String token : wrong) {
            given().auth()
                    .oauth2(token)
                    .get("/probe")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("type", equalTo("https://sotto.dev/problems/unauthenticated"));
        }
    }

    @Test
    void refusesThoseWithoutTheRoleAndWhatIsNotDeclared() {
        String user = tokens.user(tenantId, resellerId).sign();

        given().auth().oauth2(user).get("/probe/admins").then().statusCode(403).body("status", equalTo(403));
        given().auth().oauth2(user).get("/probe/undeclared").then().statusCode(403);
        given().get("/probe").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().auth().oauth2(user).get("/nowhere").then().statusCode(404).contentType("application/problem+json");
        given().auth().oauth2(user).delete("/probe").then().statusCode(405);
    }

    @Test
    void onlyServicesReadWhatIsInternal() {
        given().auth()
                .oauth2(tokens.platformAdmin().sign())
                .get("/probe/internal")
                .then()
                .statusCode(403);
        given().header("Authorization", "Service job-service:wrong")
                .get("/probe/internal")
                .then()
                .statusCode(401);
        given().header("Authorization", "Service nobody:x")
                .get("/probe/internal")
                .then()
                .statusCode(401);
        given().header("Authorization", "Service job-service:service-key-under-test")
                .get("/probe/internal")
                .then()
                .statusCode(200);
    }

    @Test
    void saysWhereTheFaultLies() {
        post("{\"name\":\"x\",\"nmae\":\"y\"}").statusCode(400).body("errors.pointer", hasItem("/nmae"));
        post("{\"name\":\"\"}").statusCode(400).body("errors.pointer", hasItem("/name"));
        post("{\"name\":\"a\\u0000b\"}").statusCode(400).body("errors.pointer", hasItem("/name"));
        post("{\"name\":\"a\\ud800b\"}").statusCode(400).body("errors.pointer", hasItem("/name"));
        post("{\"name\":7}").statusCode(400).body("errors.pointer", hasItem("/name"));
        post("{\"name\":\"x\",\"parts\":[{\"amount\":-1}]}")
                .statusCode(400)
                .body("errors.pointer", hasItem("/parts/0/amount"));
        post("{\"name\":\"x\",\"parts\":[{\"amount\":\"many\"}]}")
                .statusCode(400)
                .body("errors.pointer", hasItem("/parts/0/amount"));
        post("{\"name\":\"x\",\"name\":\"y\"}").statusCode(400);
        post("{\"name\":").statusCode(400).body("errors[0].detail", containsString("well-formed"));
        post("[]").statusCode(400);
        post("").statusCode(400);
        post("null").statusCode(400);
        post("{\"name\":\"x\"} trailing").statusCode(400);
        post("{\"name\":\"fine\"}").statusCode(200);
    }

    @Test
    void refusesParametersThatTheOperationDoesNotHave() {
        String user = tokens.user(tenantId, resellerId).sign();

        given().auth().oauth2(user).get("/probe/page?limit=2").then().statusCode(200);
        given().auth()
                .oauth2(user)
                .get("/probe/page?lmit=2")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?lmit"))
                .body("errors[0].detail", containsString("cursor, limit"));
        given().auth().oauth2(user).get("/probe?x=1").then().statusCode(400).body("errors.pointer", hasItem("?x"));
        given().auth()
                .oauth2(user)
                .header("Idempotency-Key", "")
                .contentType(ContentType.JSON)
                .body("{\"name\":\"fine\"}")
                .post("/probe")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("Idempotency-Key"));
    }

    @Test
    void aFailureOfOursTellsNothingOfItself() {
        given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .get("/probe/broken")
                .then()
                .statusCode(500)
                .body("detail", equalTo("It was written to the log. Try again later."));
    }

    @Test
    void anythingTooLargeIsRefusedBeforeItIsRead() {
        String body = given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .contentType(ContentType.JSON)
                .body("{\"name\":\"" + "x".repeat(1_100_000) + "\"}")
                .post("/probe")
                .then()
                .statusCode(413)
                .extract()
                .body()
                .asString();
        assertThat(body).doesNotContain("Exception");
    }

    @Test
    void aListIsReadPageByPage() {
        String user = tokens.user(tenantId, resellerId).sign();
        given().auth()
                .oauth2(user)
                .queryParam("limit", 0)
                .get("/probe/page")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?limit"));
        given().auth()
                .oauth2(user)
                .queryParam("limit", "x")
                .get("/probe/page")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(user)
                .queryParam("cursor", "x")
                .get("/probe/page")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?cursor"));
        given().auth().oauth2(user).get("/probe/page").then().statusCode(200);
    }

    private ValidatableResponse post(String body) {
        return given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/probe")
                .then();
    }
}
