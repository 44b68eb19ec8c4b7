package dev.sotto.resellers.billing;

import static dev.sotto.resellers.Sotto.RESELLERS;
import static dev.sotto.resellers.Sotto.aReseller;
import static dev.sotto.resellers.Sotto.admin;
import static dev.sotto.resellers.Sotto.platformAdmin;
import static dev.sotto.resellers.Sotto.resellerAdmin;
import static dev.sotto.resellers.Sotto.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BillingDetailsTest {

    private static final String DETAILS = """
            {"legal_name": "Tone GmbH", "street": "Hafenstr. 1", "postal_code": "20457", "city": "Hamburg",
             "country": "%s", "vat_number": "%s"}""";

    private UUID resellerId;
    private String path;

    @BeforeEach
    void newReseller() {
        resellerId = aReseller();
        path = RESELLERS + "/" + resellerId + "/billing-details";
    }

    @Test
    void resellerAndPlatformReadAndSetThem() {
        resellerAdmin(resellerId)
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"0\""))
                .body("version", equalTo(0))
                .body("legal_name", nullValue());

        resellerAdmin(resellerId)
                .body(DETAILS.formatted("DE", "DE 136.695.976"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("legal_name", equalTo("Tone GmbH"))
                .body("vat_number", equalTo("DE136695976"));
        platformAdmin()
                .header("If-Match", "\"0\"")
                .body(DETAILS.formatted("AT", "ATU13585627"))
                .put(path)
                .then()
                .statusCode(412);
        platformAdmin()
                .header("If-Match", "\"1\"")
                .body(DETAILS.formatted("AT", "ATU13585627"))
                .put(path)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        resellerAdmin(resellerId).get(path).then().body("country", equalTo("AT"));
    }

    @Test
    void auditLogNamesWhatChangedAndNoValues() {
        resellerAdmin(resellerId).body(DETAILS.formatted("DE", "DE136695976")).put(path);
        resellerAdmin(resellerId).body(DETAILS.formatted("AT", "ATU13585627")).put(path);
        resellerAdmin(resellerId).body(DETAILS.formatted("AT", "ATU13585627")).put(path);

        assertThat(rows(
                        "select before is null, after ->> 'changed' from audit_log where subject_id = ? and"
                                + " subject_type = 'billing_details' order by id",
                        resellerId))
                .containsExactly(
                        "t|[\"legal_name\", \"street\", \"postal_code\", \"city\", \"country\", \"vat_number\"]",
                        "t|[\"country\", \"vat_number\"]");
        assertThat(rows("select payload from outbox where payload like '%Hafenstr%'"))
                .isEmpty();
    }

    @Test
    void othersSeeNothing() {
        resellerAdmin(aReseller()).get(path).then().statusCode(404);
        resellerAdmin(aReseller())
                .body(DETAILS.formatted("DE", "DE136695976"))
                .put(path)
                .then()
                .statusCode(404);
        admin(UUID.randomUUID(), resellerId).get(path).then().statusCode(403);
        platformAdmin()
                .get(RESELLERS + "/" + UUID.randomUUID() + "/billing-details")
                .then()
                .statusCode(404);
    }

    @Test
    void refusesWrongCountryAndVatNumber() {
        resellerAdmin(resellerId)
                .body(DETAILS.formatted("ZZ", "DE136695978"))
                .put(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/country", "/vat_number"));
        resellerAdmin(resellerId)
                .body("{\"legal_name\": \"Tone GmbH\"}")
                .put(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/street", "/city", "/country"));
    }
}
