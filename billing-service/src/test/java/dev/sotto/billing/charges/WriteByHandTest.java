package dev.sotto.billing.charges;

import static dev.sotto.billing.World.as;
import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.resellerCollectedByPlatform;
import static dev.sotto.billing.World.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.tokens.TokenDraft;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class WriteByHandTest {

    private static final String REFUND = """
            {"kind": "Refund", "tenant_id": "%s", "charge_id": "%s", "amount": "%s", "currency": "%s",
             "reason": "Two days without service"}""";
    private static final String ADJUSTMENT = """
            {"kind": "Adjustment", "tenant_id": "%s", "amount": "%s", "currency": "%s", "reason": "Goodwill"}""";
    private static final String LEFT = """
            select c.amount + coalesce((select sum(amount) from charges r where r.corrects = c.id), 0)
            from charges c where c.id = ?""";

    private UUID resellerId;
    private UUID tenantId;
    private UUID chargeId;

    @BeforeEach
    void chargedTenant() {
        resellerId = reseller("15.00");
        tenantId = tenant(resellerId, plan(resellerId, "29.00", "EUR"));
        chargeId = chargeOf(tenantId);
    }

    @Test
    void refundsInPartsUntilNothingIsLeft() {
        String place = refund(asReseller(resellerId), "10.00")
                .statusCode(201)
                .body("kind", equalTo("Refund"))
                .body("amount", equalTo("-10.00"))
                .body("corrects", equalTo(chargeId.toString()))
                .body("reason", equalTo("Two days without service"))
                .body("collected_by", equalTo("Reseller"))
                .extract()
                .header("Location");
        asAdmin(tenantId, resellerId).get(place).then().statusCode(200).body("amount", equalTo("-10.00"));

        refund(asReseller(resellerId), "19.01")
                .statusCode(409)
                .body("detail", equalTo("Of this charge, 19.00 EUR is left. Refund at most that."));
        refund(asPlatform(), "19.00").statusCode(201);
        refund(asPlatform(), "0.01").statusCode(409);

        assertThat(column(LEFT, chargeId)).containsExactly("0.0000");
        assertThat(column("select amount from commission_lines where tenant_id = ? order by id", tenantId))
                .containsExactly("4.3500", "-1.5000", "-2.8500");
    }

    @Test
    void repeatedRequestRefundsOnce() {
        TokenDraft person = SottoTestResource.tokens().resellerAdmin(resellerId);
        String key = UUID.randomUUID().toString();
        String body = REFUND.formatted(tenantId, chargeId, "10.00", "EUR");
        String first = write(as(person).header("Idempotency-Key", key), body)
                .statusCode(201)
                .extract()
                .path("id");
        write(as(person).header("Idempotency-Key", key), body).statusCode(201).body("id", equalTo(first));

        assertThat(column(LEFT, chargeId)).containsExactly("19.0000");
    }

    @Test
    void sixtyFourRefundsAtOnceNeverExceedTheCharge() {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 64)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> refund(asReseller(resellerId), "1.00").extract().statusCode(), threads))
                .toList();
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
        threads.shutdown();

        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(29);
        assertThat(column(LEFT, chargeId)).containsExactly("0.0000");
        assertThat(count("select count(*) from commission_lines where tenant_id = ?", tenantId))
                .isEqualTo(30);
    }

    @Test
    void adjustsInBothDirections() {
        write(asReseller(resellerId), ADJUSTMENT.formatted(tenantId, "-5.00", "EUR"))
                .statusCode(201)
                .body("kind", equalTo("Adjustment"))
                .body("amount", equalTo("-5.00"));
        write(asPlatform(), ADJUSTMENT.formatted(tenantId, "2.00", "EUR")).statusCode(201);

        asReseller(resellerId)
                .get("/api/v1/commission")
                .then()
                .body("totals.EUR", equalTo("3.90"))
                .body("reseller_owes.EUR", equalTo("22.10"))
                .body("platform_owes.EUR", equalTo("0.00"))
                .body("balance.EUR", equalTo("-22.10"));
    }

    @Test
    void onlyThePlatformWritesWhatThePlatformCollects() {
        UUID own = resellerCollectedByPlatform("15.00");
        UUID customer = tenant(own, plan(own, "29.00", "EUR"));
        String refund = REFUND.formatted(customer, chargeOf(customer), "10.00", "EUR");

        write(asReseller(own), refund).statusCode(403);
        write(asReseller(own), ADJUSTMENT.formatted(customer, "1.00", "EUR")).statusCode(403);
        write(asPlatform(), refund).statusCode(201).body("collected_by", equalTo("Platform"));

        asReseller(own)
                .get("/api/v1/commission")
                .then()
                .body("platform_owes.EUR", equalTo("2.85"))
                .body("reseller_owes.EUR", equalTo("0.00"))
                .body("balance.EUR", equalTo("2.85"));
    }

    @Test
    void platformChoosesWhoCollectsForASubscription() {
        String collector = "/api/v1/subscriptions/"
                + column("select id from subscriptions where tenant_id = ?", tenantId)
                        .get(0) + "/collector";
        RequestSpecification platform = asPlatform().contentType(ContentType.JSON);
        platform.body("{\"collected_by\": \"Platform\"}")
                .put(collector)
                .then()
                .statusCode(200)
                .body("collected_by", equalTo("Platform"));
        asReseller(resellerId)
                .contentType(ContentType.JSON)
                .body("{\"collected_by\": \"Reseller\"}")
                .put(collector)
                .then()
                .statusCode(403);

        write(asPlatform(), ADJUSTMENT.formatted(tenantId, "1.00", "EUR"))
                .statusCode(201)
                .body("collected_by", equalTo("Platform"));
        // The charge keeps its collector.
        refund(asReseller(resellerId), "1.00").statusCode(201).body("collected_by", equalTo("Reseller"));

        asPlatform().delete(collector).then().statusCode(200).body("collected_by", nullValue());
        write(asPlatform(), ADJUSTMENT.formatted(tenantId, "1.00", "EUR")).body("collected_by", equalTo("Reseller"));
    }

    @Test
    void strangersAndTenantsWriteNothing() {
        UUID rival = reseller("15.00");
        String refund = REFUND.formatted(tenantId, chargeId, "1.00", "EUR");

        write(asReseller(rival), refund).statusCode(400).body("errors.pointer", contains("/charge_id"));
        write(asReseller(rival), ADJUSTMENT.formatted(tenantId, "1.00", "EUR"))
                .statusCode(400)
                .body("errors.pointer", contains("/tenant_id"));
        write(asAdmin(tenantId, resellerId), refund).statusCode(403);
        asReseller(rival).get("/api/v1/charges/" + chargeId).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "Charge, true, 1.00, EUR, /kind",
        "Credit, true, 1.00, EUR, /kind",
        "Refund, false, 1.00, EUR, /charge_id",
        "Refund, true, -1.00, EUR, /amount",
        "Refund, true, 0, EUR, /amount",
        "Refund, true, 1.001, EUR, /amount",
        "Refund, true, 1.00, USD, /currency",
        "Refund, true, 1.00, ZZZ, /currency",
        "Adjustment, true, 1.00, EUR, /charge_id",
        "Adjustment, false, 0.00, EUR, /amount",
        "Adjustment, false, 0.5, JPY, /amount"
    })
    void refusesInvalidLineWithPointer(String kind, boolean ofCharge, String amount, String currency, String pointer) {
        String charge = ofCharge ? "\"charge_id\": \"" + chargeId + "\"," : "";
        write(asReseller(resellerId), """
                {"kind": "%s", "tenant_id": "%s", %s "amount": "%s", "currency": "%s", "reason": "Why"}""".formatted(kind, tenantId, charge, amount, currency))
                .statusCode(400)
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void refundOfARefundIsRefused() {
        String refund = refund(asReseller(resellerId), "10.00").extract().path("id");

        write(asReseller(resellerId), REFUND.formatted(tenantId, refund, "1.00", "EUR"))
                .statusCode(400)
                .body("errors.pointer", contains("/charge_id"));
    }

    @Test
    void auditLogSaysWhoAndWhy() {
        String id = refund(asReseller(resellerId), "10.00").extract().path("id");

        asReseller(resellerId)
                .get("/api/v1/audit-log/billing?subject_id=" + id)
                .then()
                .statusCode(200)
                .body("items.action", contains("created"))
                .body("items.subject_type", contains("charge"))
                .body("items.after.reason", contains("Two days without service"));
    }

    @Test
    void filtersByKindAndTime() {
        Instant before = Instant.now();
        refund(asReseller(resellerId), "10.00").statusCode(201);

        asReseller(resellerId).get("/api/v1/charges?kind=Refund").then().body("items.amount", contains("-10.00"));
        asReseller(resellerId)
                .get("/api/v1/charges?kind=Charge&tenant_id=" + tenantId)
                .then()
                .body("items.amount", contains("29.00"));
        asReseller(resellerId).get("/api/v1/charges?from=" + before).then().body("items.amount", contains("-10.00"));
        asReseller(resellerId).get("/api/v1/charges?to=" + before).then().body("items.amount", contains("29.00"));
        asReseller(resellerId)
                .get("/api/v1/charges?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("?to"));
        asReseller(resellerId)
                .get("/api/v1/commission?tenant_id=" + tenantId + "&from=" + before)
                .then()
                .body("items.amount", contains("-1.50"))
                .body("balance.EUR", equalTo("8.50"));
        asPlatform()
                .get("/api/v1/commission?tenant_id=" + tenantId + "&reseller_id=" + UUID.randomUUID())
                .then()
                .body("items", empty());
    }

    @Test
    void isReadAsCsv() {
        write(
                        asReseller(resellerId),
                        ADJUSTMENT.formatted(tenantId, "-5.00", "EUR").replace("Goodwill", "=cmd()"))
                .statusCode(201);

        String charges = asReseller(resellerId)
                .accept("text/csv")
                .get("/api/v1/charges?limit=1")
                .then()
                .statusCode(200)
                .header("Link", endsWith("rel=\"next\""))
                .extract()
                .asString();
        assertThat(charges)
                .startsWith("id,charged_at,kind,")
                .contains(",'=cmd(),")
                .contains(",-5.00,EUR,");

        asReseller(resellerId)
                .accept("text/csv")
                .get("/api/v1/commission")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(containsString(",-5.00,15.00,-0.75,Reseller,4.25,EUR"));
    }

    private static UUID chargeOf(UUID tenantId) {
        return UUID.fromString(
                column("select id from charges where tenant_id = ?", tenantId).get(0));
    }

    private ValidatableResponse refund(RequestSpecification by, String amount) {
        return write(by, REFUND.formatted(tenantId, chargeId, amount, "EUR"));
    }

    private static ValidatableResponse write(RequestSpecification by, String body) {
        return by.contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/charges")
                .then();
    }
}
