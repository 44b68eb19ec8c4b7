package dev.sotto.tenants.billing;

import static dev.sotto.tenants.Sotto.TENANTS;
import static dev.sotto.tenants.Sotto.aReseller;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.admin;
import static dev.sotto.tenants.Sotto.platformAdmin;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.sotto.tenants.Sotto.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BillingDetailsTest {

    private static final String DETAILS = """
            {"legal_name": "Acme", "street": "1 Quay", "city": "Cork", "country": "IE", "vat_number": "%s"}""";

    private Tenant tenant;
    private String path;

    @BeforeEach
    void newTenant() {
        tenant = aTenant();
        path = TENANTS + "/" + tenant.id() + "/billing-details";
    }

    @Test
    void adminAndResellerSetThemAndThePlatformReads() {
        admin(tenant)
                .body(DETAILS.formatted("IE6433435F"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""));
        resellerAdmin(tenant.resellerId())
                .header("If-Match", "\"1\"")
                .body(DETAILS.formatted("IE6433435OA"))
                .put(path)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));

        admin(tenant).get(path).then().statusCode(200).body("vat_number", equalTo("IE6433435OA"));
        platformAdmin().get(path).then().statusCode(200).body("legal_name", equalTo("Acme"));
        platformAdmin().body(DETAILS.formatted("IE6433435F")).put(path).then().statusCode(403);
        admin(tenant).header("If-None-Match", "\"2\"").get(path).then().statusCode(304);
    }

    @Test
    void othersSeeNothing() {
        admin(tenant).body(DETAILS.formatted("IE6433435F")).put(path).then().statusCode(200);

        user(tenant).get(path).then().statusCode(403);
        admin(aTenant()).get(path).then().statusCode(404);
        resellerAdmin(aReseller()).get(path).then().statusCode(404);
        resellerAdmin(aReseller())
                .body(DETAILS.formatted("IE6433435F"))
                .put(path)
                .then()
                .statusCode(404);
    }

    @Test
    void auditLogNamesWhatChangedAndNoEventCarriesIt() {
        admin(tenant).body(DETAILS.formatted("IE6433435F")).put(path);

        admin(tenant)
                .get("/api/v1/audit-log/tenants?subject_id=" + tenant.id())
                .then()
                .body(
                        "items.findAll { it.subject_type == 'billing_details' }.after.changed.flatten()",
                        contains("legal_name", "street", "city", "country", "vat_number"));
        assertThat(rows("select payload from outbox where payload like '%IE6433435F%'"))
                .isEmpty();
    }

    @Test
    void refusesWrongVatNumber() {
        admin(tenant)
                .body(DETAILS.formatted("IE6433435G"))
                .put(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/vat_number"))
                .body("errors.detail", contains("must be a VAT number: its check digit is wrong"));
    }
}
