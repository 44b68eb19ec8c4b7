package dev.sotto.billing.plans;

import static dev.sotto.billing.World.as;
import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.asUser;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.created;
import static dev.sotto.billing.World.events;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.planBody;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sotto.billing.World;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.paging.BoundedPage;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.Pages;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PlanTest {

    private static final List<String> PATCHES = List.of(
            "{\"features\": {\"translation\": false}}",
            "{\"features\": {\"bgm_separation\": false}}",
            "{\"features\": {\"max_file_mb\": 7}}",
            "{\"features\": {\"max_retention_days\": 7}}",
            "{\"features\": {\"models\": [\"tiny\"]}}",
            "{\"limits\": {\"weight\": 7}}",
            "{\"limits\": {\"concurrent_jobs\": 7}}",
            "{\"max_users\": 7}");
    private static final String PLANS = "/api/v1/subscription-plans";

    private final UUID resellerId = UUID.randomUUID();
    private final UUID tenantId = UUID.randomUUID();

    @Test
    void resellerCreatesPlan() {
        String id = json(asReseller(resellerId), planBody("29", "EUR"))
                .post(PLANS)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", notNullValue())
                .body("reseller_id", equalTo(resellerId.toString()))
                .body("price_monthly", equalTo("29.00"))
                .body("price_yearly", nullValue())
                .body("features.diarization", equalTo(true))
                .body("version", equalTo(1))
                .extract()
                .path("id");

        assertThat(column("select price_monthly from subscription_plans where id = ?", UUID.fromString(id)))
                .containsExactly("29.0000");
        assertThat(column("select action from audit_log where subject_id = ?", UUID.fromString(id)))
                .containsExactly("created");
        JsonPath event = events(Topic.PLAN_CHANGED, UUID.fromString(id), 1).get(0);
        assertThat(event.getString("type")).isEqualTo("dev.sotto.plan.changed.v1");
        assertThat(event.getString("data.price_monthly")).isEqualTo("29.00");
        assertThat(event.getString("resellerid")).isEqualTo(resellerId.toString());
        assertThat(event.getLong("aggregateversion")).isEqualTo(1);
    }

    @Test
    void changeIncreasesVersionAndIsPublished() {
        UUID id = plan(resellerId, "29.00", "EUR");

        patch(asReseller(resellerId).header("If-Match", "\"1\""), id, "{\"price_monthly\": \"39.00\"}")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("price_monthly", equalTo("39.00"))
                .body("name", equalTo("Basic"));

        assertThat(column("select version from subscription_plans where id = ?", id))
                .containsExactly("2");
        assertThat(count("select count(*) from audit_log where subject_id = ? and action = 'changed'", id))
                .isEqualTo(1);
        List<JsonPath> events = events(Topic.PLAN_CHANGED, id, 2);
        assertThat(events).extracting(event -> event.getLong("data.version")).containsExactly(1L, 2L);
        assertThat(events.get(1).getString("data.price_monthly")).isEqualTo("39.00");
    }

    @Test
    void refusesChangeOfOutdatedVersion() {
        UUID id = plan(resellerId, "29.00", "EUR");
        patch(asReseller(resellerId), id, "{\"name\": \"Plus\"}").statusCode(200);

        patch(asReseller(resellerId).header("If-Match", "\"1\""), id, "{\"name\": \"Lost\"}")
                .statusCode(412);

        assertThat(column("select name from subscription_plans where id = ?", id))
                .containsExactly("Plus");
    }

    @Test
    void tenantsReadTheirPlanWithEtag() {
        UUID id = plan(resellerId, "29.00", "EUR");

        asUser(tenantId, resellerId).get(PLANS + "/" + id).then().statusCode(200);
        asReseller(resellerId)
                .header("If-None-Match", "\"1\"")
                .get(PLANS + "/" + id)
                .then()
                .statusCode(304);
    }

    @Test
    void onlyPlatformChangesSystemPlans() {
        UUID id = created(asPlatform(), planBody("0", "EUR"));

        asReseller(resellerId).get(PLANS + "/" + id).then().statusCode(200).body("reseller_id", nullValue());
        asAdmin(tenantId, resellerId).get(PLANS).then().statusCode(200).body("items.id", hasItem(id.toString()));
        patch(asReseller(resellerId), id, "{\"name\": \"Mine\"}").statusCode(404);
        patch(asPlatform(), id, "{\"name\": \"Free\"}").statusCode(200);
    }

    @Test
    void platformReadsResellersPlanWithoutChangingIt() {
        UUID id = plan(resellerId, "29.00", "EUR");

        asPlatform().get(PLANS + "/" + id).then().statusCode(200);
        patch(asPlatform(), id, "{\"name\": \"Taken\"}").statusCode(404);
    }

    @Test
    void foreignPlanIsNotFound() {
        UUID id = plan(UUID.randomUUID(), "29.00", "EUR");

        asReseller(resellerId).get(PLANS + "/" + id).then().statusCode(404);
        patch(asReseller(resellerId), id, "{\"name\": \"Mine\"}").statusCode(404);
        asUser(tenantId, resellerId).get(PLANS + "/" + id).then().statusCode(404);
        asReseller(resellerId).get(PLANS + "?limit=200").then().body("items.id", not(hasItem(id.toString())));
    }

    @Test
    void tenantsCannotCreatePlans() {
        json(asAdmin(tenantId, resellerId), planBody("1", "EUR"))
                .post(PLANS)
                .then()
                .statusCode(403);
        UUID id = plan(resellerId, "29.00", "EUR");
        patch(asAdmin(tenantId, resellerId), id, "{\"name\": \"Mine\"}").statusCode(403);
    }

    @Test
    void listIsPaged() {
        List<String> ids = List.of(
                plan(resellerId, "1.00", "EUR").toString(),
                plan(resellerId, "2.00", "EUR").toString(),
                plan(resellerId, "3.00", "EUR").toString());

        JsonPath first = asReseller(resellerId)
                .get(PLANS + "?limit=2")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(first.<String>getList("items.id")).containsExactly(ids.get(2), ids.get(1));
        JsonPath second = asReseller(resellerId)
                .get(PLANS + "?limit=200&cursor=" + first.getString("next_cursor"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(second.<String>getList("items.id")).startsWith(ids.get(0));
    }

    @Test
    void pagesAreLimitedInBytes() {
        String described = planBody("1.00", "EUR")
                .replace("{\"name\"", "{\"description\": \"%s\", \"name\"".formatted("€".repeat(5_000)));
        List<String> made = Stream.generate(
                        () -> created(asReseller(resellerId), described).toString())
                .limit(20)
                .toList();

        Pages pages =
                Pages.of(query -> asReseller(resellerId).get(PLANS + query).asString());

        assertThat(pages.ids()).doesNotHaveDuplicates().containsAll(made);
        assertThat(pages.bodies()).hasSizeGreaterThan(1);
        assertThat(pages.largest()).isLessThan(2 * BoundedPage.MOST);
    }

    @Test
    void repeatedKeyCreatesOnePlan() {
        String body = planBody("29.00", "EUR");
        UUID user = UUID.randomUUID();
        String key = UUID.randomUUID().toString();

        String first = withKey(user, key, body).then().statusCode(201).extract().path("id");
        withKey(user, key, body).then().statusCode(201).body("id", equalTo(first));
        withKey(user, key, planBody("30.00", "EUR"))
                .then()
                .statusCode(422)
                .body("type", equalTo("https://sotto.dev/problems/idempotency-key-reused"));
        assertThat(count("select count(*) from subscription_plans where reseller_id = ?", resellerId))
                .isEqualTo(1);
    }

    @Test
    void concurrentRequestsWithOneKeyCreateOnePlan() {
        String body = planBody("29.00", "EUR");
        UUID user = UUID.randomUUID();

        List<String> ids = atOnce(
                8,
                ignored -> withKey(user, "at-once", body)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id"));

        assertThat(ids).containsOnly(ids.get(0));
        assertThat(count("select count(*) from subscription_plans where reseller_id = ?", resellerId))
                .isEqualTo(1);
    }

    @Test
    void keepsAllConcurrentChanges() {
        UUID id = plan(resellerId, "29.00", "EUR");

        List<Integer> versions = atOnce(
                8,
                n -> patch(asReseller(resellerId), id, PATCHES.get(n))
                        .statusCode(200)
                        .extract()
                        .path("version"));

        assertThat(versions).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
        asReseller(resellerId)
                .get(PLANS + "/" + id)
                .then()
                .body("current_version", equalTo(9))
                .body(
                        "features",
                        equalTo(Map.of(
                                "diarization",
                                true,
                                "translation",
                                false,
                                "bgm_separation",
                                false,
                                "max_file_mb",
                                7,
                                "max_retention_days",
                                7,
                                "models",
                                List.of("tiny"))))
                .body("limits.weight", equalTo(7))
                .body("limits.concurrent_jobs", equalTo(7))
                .body("max_users", equalTo(7));
    }

    private static <T> List<T> atOnce(int times, IntFunction<T> request) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        List<CompletableFuture<T>> running = IntStream.range(0, times)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> request.apply(n), threads))
                .toList();
        List<T> answers = running.stream().map(CompletableFuture::join).toList();
        threads.shutdown();
        return answers;
    }

    private Response withKey(UUID user, String key, String body) {
        return json(as(SottoTestResource.tokens().resellerAdmin(resellerId).subject(user)), body)
                .header("Idempotency-Key", key)
                .post(PLANS);
    }

    @ParameterizedTest
    @CsvSource({
        "29.50, JPY, /price_monthly",
        "29.505, EUR, /price_monthly",
        "12.3456, KWD, /price_monthly",
        "12.34567, CLF, /price_monthly",
        "-1, EUR, /price_monthly",
        "1e9, EUR, /price_monthly",
        "1e99999, EUR, /price_monthly",
        "1E+2147483647, EUR, /price_monthly",
        "0E+2147483647, EUR, /price_monthly",
        "'', EUR, /price_monthly",
        "29.00, ZZZ, /currency",
        "29.00, XAU, /currency",
        "29.00, DEM, /currency",
        "29.00, BGN, /currency",
        "29.00, eur, /currency",
    })
    void refusesInvalidPriceWithPointer(String price, String currency, String pointer) {
        json(asReseller(resellerId), planBody(price, currency))
                .post(PLANS)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void planKeepsAnEndedCurrencyUntilItsTermsChange() {
        UUID id = created(asReseller(resellerId), planBody("29.00", "EUR"));
        World.execute("update subscription_plans set currency = 'BGN' where id = '" + id + "'");

        patch(asReseller(resellerId), id, "{\"name\": \"Osnoven\"}").statusCode(200);
        patch(asReseller(resellerId), id, "{\"price_monthly\": \"30.00\"}")
                .statusCode(400)
                .body("errors.pointer", contains("/currency"))
                .body("errors.detail", contains("must be a currency in use: BGN ended on 2026-01-01; use EUR"));
    }

    @ParameterizedTest
    @CsvSource({"1200, 1300, JPY", "12.345, 12.346, KWD", "0.001, 99999999.999, BHD", "1.2345, 1.2346, CLF"})
    void priceHasItsCurrencysDecimals(String price, String raised, String currency) {
        UUID id = created(asReseller(resellerId), planBody(price, currency));
        asReseller(resellerId).get(PLANS + "/" + id).then().body("price_monthly", equalTo(price));

        patch(
                        asReseller(resellerId),
                        id,
                        "{\"price_monthly\": \"" + raised + "\", \"price_yearly\": \"" + raised + "\"}")
                .statusCode(200)
                .body("price_monthly", equalTo(raised))
                .body("price_yearly", equalTo(raised));

        assertThat(events(Topic.PLAN_CHANGED, id, 2))
                .extracting(event -> event.getString("data.price_monthly"))
                .containsExactly(price, raised);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"name\": \"Basic\" | \"name\": \"  \" | /name",
                "\"name\": \"Basic\" | \"name\": null | /name",
                "\"name\": \"Basic\" | \"name\": \"a\\u0000b\" | /name",
                "\"name\": \"Basic\" | \"name\": 7 | /name",
                "\"name\": \"Basic\" | \"nam\": \"Basic\" | /nam",
                "\"max_users\": 5 | \"max_users\": 0 | /max_users",
                "\"max_users\": 5 | \"max_users\": 1.5 | /max_users",
                "\"max_users\": 5 | \"max_users\": 99999999999 | /max_users",
                "\"storage_quota_mb\": 100 | \"storage_quota_mb\": -1 | /storage_quota_mb",
                "{\"diarization\": true} | {\"diarization\": \"yes\"} | /features/diarization",
                "{\"diarization\": true} | {\"diarisation\": true} | /features/diarisation",
                "{\"diarization\": true} | {\"models\": []} | /features/models",
                "{\"diarization\": true} | {\"models\": [\"a\\nb\"]} | /features/models/0",
                "{\"diarization\": true} | {\"languages\": [\"en\", \"English\"]} | /features/languages/1",
                "{\"diarization\": true} | {\"languages\": [null]} | /features/languages/0",
                "{\"diarization\": true} | {\"max_file_mb\": 0} | /features/max_file_mb",
                "{\"diarization\": true} | {\"max_retention_days\": 99999} | /features/max_retention_days",
                "{\"diarization\": true} | {\"weight\": 2} | /features/weight",
                "{\"diarization\": true} | {}, \"status\": \"Sold\" | /status",
                "{\"diarization\": true} | [] | /features",
            })
    void pointsAtInvalidMembers(String good, String bad, String pointer) {
        json(asReseller(resellerId), planBody("29.00", "EUR").replace(good, bad))
                .post(PLANS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(pointer));
        assertThat(count("select count(*) from subscription_plans where reseller_id = ?", resellerId))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"pric\": \"1\"} | /pric",
                "{\"price_monthly\": \"1.234\"} | /price_monthly",
                "{\"currency\": \"JPY\", \"price_monthly\": \"1.50\"} | /price_monthly",
                "{\"name\": \"\\u0000\"} | /name",
                "{\"name\": null} | /name",
                "{\"name\": 1e400} | /name",
                "{\"price_monthly\": 29.000000000000000001} | /price_monthly",
                "{\"price_yearly\": \"\"} | /price_yearly",
                "{\"version\": 7} | /version",
            })
    void patchIsEquallyStrict(String body, String pointer) {
        UUID id = plan(resellerId, "29.00", "EUR");

        patch(asReseller(resellerId), id, body).statusCode(400).body("errors.pointer", hasItem(pointer));
        assertThat(column("select version from subscription_plans where id = ?", id))
                .containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"''", "null", "[]", "7", "{"})
    void refusesPatchThatIsNotAnObject(String body) {
        UUID id = plan(resellerId, "29.00", "EUR");

        patch(asReseller(resellerId), id, body.equals("''") ? "" : body).statusCode(400);
    }

    @Test
    void refusesInvalidPageParameters() {
        asReseller(resellerId).get(PLANS + "?limit=0").then().statusCode(400).body("errors.pointer", hasItem("?limit"));
        asReseller(resellerId)
                .get(PLANS + "?cursor=x")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?cursor"));
    }

    @Test
    void servicesReadPlansBySellingReseller() {
        UUID own = plan(resellerId, "29.00", "EUR");
        UUID systems = created(asPlatform(), planBody("5.00", "EUR"));

        internal(own, resellerId)
                .statusCode(200)
                .body("subscription_plan_id", equalTo(own.toString()))
                .body("version", equalTo(1));
        internal(systems, resellerId).statusCode(200).body("price_monthly", equalTo("5.00"));
        internal(own, UUID.randomUUID()).statusCode(404);
        internal(UUID.randomUUID(), resellerId).statusCode(404);
        asPlatform().get("/internal/v1/subscription-plans/" + own).then().statusCode(403);
        given().get("/internal/v1/subscription-plans/" + own).then().statusCode(401);
    }

    private static ValidatableResponse internal(UUID id, UUID reseller) {
        return given().header("Authorization", "Service tenant-service:" + OwnerServer.KEY)
                .get("/internal/v1/subscription-plans/" + id + "?reseller_id=" + reseller)
                .then();
    }

    @Test
    void auditLogShowsResellerOnlyItsOwnChanges() {
        UUID id = plan(resellerId, "29.00", "EUR");
        plan(UUID.randomUUID(), "29.00", "EUR");

        asReseller(resellerId)
                .get("/api/v1/audit-log/billing")
                .then()
                .statusCode(200)
                .body("items.subject_id", equalTo(List.of(id.toString())))
                .body("items[0].after.price_monthly", equalTo("29.00"));
        asUser(tenantId, resellerId).get("/api/v1/audit-log/billing").then().statusCode(403);
    }

    private static RequestSpecification json(RequestSpecification by, String body) {
        return by.contentType(ContentType.JSON).body(body);
    }

    private static ValidatableResponse patch(RequestSpecification by, UUID id, String body) {
        return by.contentType("application/merge-patch+json")
                .body(body)
                .patch(PLANS + "/" + id)
                .then();
    }
}
