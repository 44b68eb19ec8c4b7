package dev.sotto.resellers.resellers;

import static dev.sotto.resellers.Sotto.RESELLERS;
import static dev.sotto.resellers.Sotto.aReseller;
import static dev.sotto.resellers.Sotto.admin;
import static dev.sotto.resellers.Sotto.atOnce;
import static dev.sotto.resellers.Sotto.bearing;
import static dev.sotto.resellers.Sotto.events;
import static dev.sotto.resellers.Sotto.platformAdmin;
import static dev.sotto.resellers.Sotto.resellerAdmin;
import static dev.sotto.resellers.Sotto.resellerNamed;
import static dev.sotto.resellers.Sotto.rows;
import static dev.sotto.resellers.Sotto.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.testing.HandClock;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ResellerTest {

    @Inject
    HandClock clock;

    @Test
    void createsReseller() {
        Response response = platformAdmin().body("""
                        {"name": "Tone & Text", "email": "Sales@Tone.Example", "commission_rate": 15}""").post(RESELLERS);

        UUID id = UUID.fromString(response.path("id"));
        response.then()
                .statusCode(201)
                .header("Location", endsWith(RESELLERS + "/" + id))
                .header("ETag", "\"1\"")
                .body("name", equalTo("Tone & Text"))
                .body("email", equalTo("sales@tone.example"))
                .body("phone", nullValue())
                .body("commission_rate", equalTo("15.00"))
                .body("status", equalTo("Active"))
                .body("version", equalTo(1));
        assertThat(rows("select name, email, phone, commission_rate, status, version from resellers where id = ?", id))
                .containsExactly("Tone & Text|sales@tone.example|null|15.00|Active|1");
        assertThat(rows(
                        "select rate, effective_from = created_at from commission_rates c join resellers r"
                                + " on r.id = c.reseller_id where r.id = ?",
                        id))
                .containsExactly("15.00|t");
        assertThat(rows(
                        "select action, subject_type, scope, reseller_id, before, after ->> 'email' from audit_log"
                                + " where subject_id = ?",
                        id))
                .containsExactly("created|reseller|platform|" + id + "|null|sales@tone.example");
        platformAdmin().get(RESELLERS + "/" + id).then().statusCode(200).body("$", equalTo(response.path("$")));
    }

    @Test
    void publishesNewReseller() {
        UUID id = aReseller();

        JsonNode event = events(Topic.RESELLER_CHANGED, id, 1).get(0);
        assertThat(event.path("type").asText()).isEqualTo("dev.sotto.reseller.changed.v1");
        assertThat(event.path("source").asText()).isEqualTo("/sotto/reseller-service");
        assertThat(event.path("subject").asText()).isEqualTo(id.toString());
        assertThat(event.path("resellerid").asText()).isEqualTo(id.toString());
        assertThat(event.path("aggregateversion").asInt()).isEqualTo(1);
        assertThat(event.path("data").toString())
                .isEqualTo("""
                        {"reseller_id":"%s","version":1,"name":"Tone & Text","status":"Active",\
                        "suspensions":[],\
                        "commission_rates":[{"rate":"15.00","effective_from":"%s"}],"collected_by":"Reseller","time_zone":"UTC"}""".formatted(id, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    @Test
    void keepsAllCommissionRates() {
        Instant first = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = aReseller();
        clock.advance(Duration.ofSeconds(1));

        platformAdmin()
                .body("{\"commission_rate\": \"17.5\", \"phone\": null}")
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("commission_rate", equalTo("17.50"))
                .body("phone", nullValue())
                .body("name", equalTo("Tone & Text"))
                .body("version", equalTo(2));

        assertThat(rows("select commission_rate, version from resellers where id = ?", id))
                .containsExactly("17.50|2");
        List<JsonNode> events = events(Topic.RESELLER_CHANGED, id, 2);
        assertThat(events)
                .extracting(event -> event.path("aggregateversion").asInt())
                .containsExactly(1, 2);
        assertThat(events.get(1).path("data").path("commission_rates").toString())
                .isEqualTo("""
                        [{"rate":"15.00","effective_from":"%s"},{"rate":"17.50","effective_from":"%s"}]""".formatted(first, first.plusSeconds(1)));
        assertThat(rows(
                        "select before ->> 'commission_rate', after ->> 'commission_rate' from audit_log"
                                + " where subject_id = ? and action = 'changed'",
                        id))
                .containsExactly("15.00|17.50");
    }

    @Test
    void nameChangeAddsNoRate() {
        UUID id = aReseller();

        platformAdmin()
                .contentType("application/merge-patch+json")
                .body("{\"name\": \"New\"}")
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("New"));

        assertThat(rows("select rate from commission_rates where reseller_id = ?", id))
                .containsExactly("15.00");
    }

    @Test
    void emptyPatchIsNotRecorded() {
        UUID id = aReseller();

        platformAdmin()
                .body("{\"commission_rate\": 15.0, \"email\": \"SALES@tone.example\"}")
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(200)
                .body("version", equalTo(1));

        assertThat(rows("select count(*) from outbox where key = ?", id)).containsExactly("1");
        assertThat(rows("select count(*) from audit_log where subject_id = ?", id))
                .containsExactly("1");
    }

    @Test
    void refusesChangeOfOutdatedVersion() {
        UUID id = aReseller();
        platformAdmin()
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"A\"}")
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(200);

        platformAdmin()
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"B\"}")
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(412)
                .body("type", endsWith("/precondition-failed"));

        assertThat(rows("select name from resellers where id = ?", id)).containsExactly("A");
    }

    @Test
    void answers304ForCurrentVersion() {
        UUID id = aReseller();

        platformAdmin()
                .header("If-None-Match", "\"1\"")
                .get(RESELLERS + "/" + id)
                .then()
                .statusCode(304);
        platformAdmin()
                .header("If-None-Match", "\"7\"")
                .get(RESELLERS + "/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void keepsAllConcurrentRateChanges() {
        UUID id = aReseller();

        List<Integer> answers = atOnce(
                6,
                i -> platformAdmin()
                        .body("{\"commission_rate\": " + (20 + i) + "}")
                        .patch(RESELLERS + "/" + id)
                        .statusCode());

        assertThat(answers).containsOnly(200);
        assertThat(rows("select version from resellers where id = ?", id)).containsExactly("7");
        assertThat(rows("select count(distinct effective_from) from commission_rates where reseller_id = ?", id))
                .containsExactly("7");
        assertThat(rows(
                        "select r.commission_rate = c.rate from resellers r join commission_rates c on c.reseller_id = r.id"
                                + " where r.id = ? order by c.effective_from desc limit 1",
                        id))
                .containsExactly("t");
        assertThat(events(Topic.RESELLER_CHANGED, id, 7))
                .extracting(event -> event.path("aggregateversion").asInt())
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void repeatedRequestCreatesOneReseller() {
        String token = SottoTestResource.tokens().platformAdmin().sign();
        String name = "Once " + UUID.randomUUID();

        List<Response> answers = atOnce(
                5,
                i -> bearing(token)
                        .header("Idempotency-Key", name)
                        .body(resellerNamed(name))
                        .post(RESELLERS));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.path("id").toString())
                .containsOnly(answers.get(0).<String>path("id"));
        assertThat(rows("select count(*) from resellers where name = ?", name)).containsExactly("1");
    }

    @Test
    void refusesDifferentRequestWithSameKey() {
        String token = SottoTestResource.tokens().platformAdmin().sign();
        String key = UUID.randomUUID().toString();
        bearing(token)
                .header("Idempotency-Key", key)
                .body(resellerNamed("A"))
                .post(RESELLERS)
                .then()
                .statusCode(201);

        bearing(token)
                .header("Idempotency-Key", key)
                .body(resellerNamed("B"))
                .post(RESELLERS)
                .then()
                .statusCode(422)
                .body("type", endsWith("/idempotency-key-reused"));
    }

    @Test
    void listsNewestFirstByPage() {
        List<UUID> made = List.of(aReseller(), aReseller(), aReseller());

        Response first = platformAdmin().get(RESELLERS + "?limit=2");
        Response second = platformAdmin().get(RESELLERS + "?limit=2&cursor=" + first.path("next_cursor"));

        assertThat(first.<List<String>>path("items.id"))
                .containsExactly(made.get(2).toString(), made.get(1).toString());
        assertThat(first.header("Link")).contains("rel=\"next\"").contains("cursor=" + first.path("next_cursor"));
        assertThat(second.<List<String>>path("items.id")).startsWith(made.get(0).toString());
    }

    @Test
    void listsByStatus() {
        UUID id = aReseller();

        assertThat(platformAdmin().get(RESELLERS + "?status=Active&limit=1").<List<String>>path("items.id"))
                .containsExactly(id.toString());
        assertThat(platformAdmin().get(RESELLERS + "?status=Closed").<List<String>>path("items.id"))
                .isEmpty();
        platformAdmin()
                .get(RESELLERS + "?status=active")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?status"));
        platformAdmin().get(RESELLERS + "?limit=0").then().statusCode(400).body("errors[0].pointer", equalTo("?limit"));
        platformAdmin()
                .get(RESELLERS + "?cursor=%00")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?cursor"));
    }

    @Test
    void resellerSeesOnlyItself() {
        UUID own = aReseller();
        UUID other = aReseller();

        assertThat(resellerAdmin(own).get(RESELLERS).<List<String>>path("items.id"))
                .containsExactly(own.toString());
        resellerAdmin(own).get(RESELLERS + "/" + own).then().statusCode(200);
        String foreign = resellerAdmin(own)
                .get(RESELLERS + "/" + other)
                .then()
                .statusCode(404)
                .extract()
                .path("detail");
        String absent = resellerAdmin(own)
                .get(RESELLERS + "/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .extract()
                .path("detail");
        assertThat(foreign).isEqualTo(absent);
    }

    @Test
    void onlyPlatformCreatesAndChangesResellers() {
        UUID id = aReseller();

        resellerAdmin(id).body(resellerNamed("Mine")).post(RESELLERS).then().statusCode(403);
        resellerAdmin(id)
                .body("{\"commission_rate\": 99}")
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(403);
        admin(UUID.randomUUID(), id).get(RESELLERS).then().statusCode(403);
        user(UUID.randomUUID(), id).get(RESELLERS + "/" + id).then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    {"email": "a@b.example", "commission_rate": 1}                                   | /name
                    {"name": " ", "email": "a@b.example", "commission_rate": 1}                      | /name
                    {"name": "A\\u0000", "email": "a@b.example", "commission_rate": 1}               | /name
                    {"name": "A\\ud800", "email": "a@b.example", "commission_rate": 1}               | /name
                    {"name": 7, "email": "a@b.example", "commission_rate": 1}                        | /name
                    {"name": "A", "email": "nobody", "commission_rate": 1}                           | /email
                    {"name": "A", "email": "jos\\u00e9@b.example", "commission_rate": 1}             | /email
                    {"name": "A", "email": "\\ua7c0@b.example", "commission_rate": 1}                | /email
                    {"name": "A", "email": "a@b.example"}                                            | /commission_rate
                    {"name": "A", "email": "a@b.example", "commission_rate": -0.01}                  | /commission_rate
                    {"name": "A", "email": "a@b.example", "commission_rate": 100.01}                 | /commission_rate
                    {"name": "A", "email": "a@b.example", "commission_rate": 1.005}                  | /commission_rate
                    {"name": "A", "email": "a@b.example", "commission_rate": 1e999999999}            | /commission_rate
                    {"name": "A", "email": "a@b.example", "commission_rate": "much"}                 | /commission_rate
                    {"name": "A", "email": "a@b.example", "commission_rate": 1, "status": "Closed"}  | /status
                    {"name": "A", "email": "a@b.example", "commission_rate": 1, "commision_rate": 2} | /commision_rate
                    """)
    void pointsAtInvalidMembers(String body, String pointer) {
        long before = count();

        platformAdmin()
                .body(body)
                .post(RESELLERS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer));

        assertThat(count()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    {"name": null}              | /name
                    {"email": "nobody"}         | /email
                    {"version": 9}              | /version
                    {"id": "x"}                 | /id
                    {"phone": "\\u0000"}        | /phone
                    {"commission_rate": 101}    | /commission_rate
                    """)
    void pointsAtInvalidMembersInPatch(String body, String pointer) {
        UUID id = aReseller();

        platformAdmin()
                .body(body)
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer));

        assertThat(rows("select version from resellers where id = ?", id)).containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''
                    null
                    []
                    "text"
                    {
                    {"name": "A"} {}
                    {"name": "A", "name": "B"}
                    """)
    void refusesBodyThatIsNotAnObject(String body) {
        UUID id = aReseller();

        assertThat(platformAdmin().body(body).patch(RESELLERS + "/" + id).statusCode())
                .isEqualTo(400);
        assertThat(platformAdmin().body(body).post(RESELLERS).statusCode()).isEqualTo(400);
    }

    @Test
    void anAddressIsKeptInItsNormalForm() {
        UUID id = UUID.fromString(platformAdmin().body("""
                        {"name": "Normal", "email": "Sales@M\\u00dcNCHEN.example", "commission_rate": 1}""").post(RESELLERS).path("id"));

        assertThat(rows("select email from resellers where id = ?", id))
                .containsExactly("sales@xn--mnchen-3ya.example");
        platformAdmin().queryParam("search", "münchen").get(RESELLERS).then().body("items.id", hasItem(id.toString()));
        platformAdmin()
                .body("{\"email\": \"sales@mu\\u0308nchen.example\"}")
                .patch(RESELLERS + "/" + id)
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
    }

    private static long count() {
        return Long.parseLong(rows("select count(*) from resellers").get(0));
    }
}
