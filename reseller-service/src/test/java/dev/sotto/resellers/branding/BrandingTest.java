package dev.sotto.resellers.branding;

import static dev.sotto.resellers.Sotto.BRANDING;
import static dev.sotto.resellers.Sotto.aBranding;
import static dev.sotto.resellers.Sotto.aReseller;
import static dev.sotto.resellers.Sotto.atOnce;
import static dev.sotto.resellers.Sotto.bearing;
import static dev.sotto.resellers.Sotto.brandingNamed;
import static dev.sotto.resellers.Sotto.events;
import static dev.sotto.resellers.Sotto.platformAdmin;
import static dev.sotto.resellers.Sotto.resellerAdmin;
import static dev.sotto.resellers.Sotto.rows;
import static dev.sotto.resellers.Sotto.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.paging.BoundedPage;
import dev.sotto.testing.Pages;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BrandingTest {

    private UUID reseller;

    @BeforeEach
    void oneReseller() {
        reseller = aReseller();
    }

    @Test
    void createsConfiguration() {
        Response response =
                resellerAdmin(reseller).body(brandingNamed("Day", false)).post(BRANDING);

        UUID id = UUID.fromString(response.path("id"));
        response.then()
                .statusCode(201)
                .header("Location", endsWith(BRANDING + "/" + id))
                .header("ETag", "\"1\"")
                .body("reseller_id", equalTo(reseller.toString()))
                .body("is_default", equalTo(false))
                .body("theme", equalTo(Map.of("primary_color", "#0a7", "font", "Inter")))
                .body("assets", equalTo(Map.of("logo", "https://cdn.tone.example/logo.svg")))
                .body("texts", equalTo(Map.of("welcome", "Grüß Gott ✓")));
        assertThat(rows(
                        "select reseller_id, name, is_default, theme ->> 'font', texts ->> 'welcome', version"
                                + " from branding_configurations where id = ?",
                        id))
                .containsExactly(reseller + "|Day|f|Inter|Grüß Gott ✓|1");
        assertThat(rows("select action, scope, reseller_id, after ->> 'name' from audit_log where subject_id = ?", id))
                .containsExactly("created|reseller|" + reseller + "|Day");
        resellerAdmin(reseller).get(BRANDING + "/" + id).then().statusCode(200).body("$", equalTo(response.path("$")));
    }

    @Test
    void publishesChangesAndDeletion() {
        UUID id = aBranding(reseller, "Day", false);
        resellerAdmin(reseller)
                .body("{\"name\": \"Night\"}")
                .patch(BRANDING + "/" + id)
                .then()
                .statusCode(200);

        resellerAdmin(reseller).delete(BRANDING + "/" + id).then().statusCode(204);

        assertThat(events(Topic.BRANDING_CHANGED, id, 3))
                .extracting(event -> event.path("data").toString())
                .containsExactly(event(id, 1, "Day", false), event(id, 2, "Night", false), event(id, 3, "Night", true));
        assertThat(rows("select 1 from branding_configurations where id = ?", id))
                .isEmpty();
        assertThat(rows(
                        "select action, before ->> 'name', after ->> 'name' from audit_log where subject_id = ? order by id",
                        id))
                .containsExactly("created|null|Day", "changed|Day|Night", "deleted|Night|null");
        resellerAdmin(reseller).get(BRANDING + "/" + id).then().statusCode(404);
        resellerAdmin(reseller).delete(BRANDING + "/" + id).then().statusCode(404);
    }

    @Test
    void concurrentDeletionsSucceed() {
        record Owned(UUID reseller, UUID id) {}
        List<Owned> made = Stream.generate(() -> aReseller())
                .limit(8)
                .flatMap(owner -> IntStream.range(0, 6)
                        .mapToObj(number -> new Owned(owner, aBranding(owner, "Look " + number, false))))
                .toList();

        List<Integer> answers = atOnce(
                made.size(),
                number -> resellerAdmin(made.get(number).reseller())
                        .delete(BRANDING + "/" + made.get(number).id())
                        .statusCode());

        assertThat(answers).containsOnly(204);
        for (Owned each : made) {
            assertThat(rows("select 1 from branding_configurations where id = ?", each.id()))
                    .isEmpty();
        }
    }

    private String event(UUID id, int version, String name, boolean deleted) {
        return """
                {"branding_configuration_id":"%s","version":%d,"reseller_id":"%s","name":"%s","is_default":false,"deleted":%s}""".formatted(id, version, reseller, name, deleted);
    }

    @Test
    void newDefaultReplacesOldDefault() {
        UUID day = aBranding(reseller, "Day", true);

        UUID night = aBranding(reseller, "Night", true);

        assertThat(defaults()).containsExactly(night.toString());
        assertThat(rows("select version from branding_configurations where id = ?", day))
                .containsExactly("2");
        List<JsonNode> told = events(Topic.BRANDING_CHANGED, day, 2);
        assertThat(told)
                .extracting(each -> each.path("data").path("is_default").asBoolean())
                .containsExactly(true, false);
        assertThat(told.get(1).path("aggregateversion").asInt()).isEqualTo(2);

        resellerAdmin(reseller)
                .body("{\"is_default\": true}")
                .patch(BRANDING + "/" + day)
                .then()
                .statusCode(200)
                .body("is_default", equalTo(true))
                .body("version", equalTo(3));
        assertThat(defaults()).containsExactly(day.toString());
        assertThat(rows("select version from branding_configurations where id = ?", night))
                .containsExactly("2");
    }

    @Test
    void resellersHaveSeparateDefaults() {
        UUID other = aReseller();
        aBranding(other, "Day", true);

        aBranding(reseller, "Day", true);

        assertThat(rows(
                        "select count(*) from branding_configurations where is_default and reseller_id in (?, ?)",
                        other,
                        reseller))
                .containsExactly("2");
    }

    @Test
    void concurrentDefaultChangesLeaveOneDefault() {
        List<UUID> ids = Stream.of("A", "B", "C", "D")
                .map(name -> aBranding(reseller, name, false))
                .toList();
        for (int round = 0; round < 5; round++) {
            List<Integer> answers = atOnce(8, i -> makeDefault(ids.get(i % 4), true));

            assertThat(answers).containsOnly(200);
            assertThat(defaults()).hasSize(1);
            // Without a default, two new ones do not change a common row.
            makeDefault(UUID.fromString(defaults().get(0)), false);
        }
        for (UUID id : ids) {
            int version = Integer.parseInt(rows("select version from branding_configurations where id = ?", id)
                    .get(0));
            assertThat(events(Topic.BRANDING_CHANGED, id, version))
                    .extracting(event -> event.path("aggregateversion").asInt())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, version).boxed().toList());
        }
    }

    @Test
    void concurrentNewDefaultsLeaveOneDefault() {
        List<Integer> answers = atOnce(
                6,
                i -> resellerAdmin(reseller)
                        .body(brandingNamed("Look " + i, true))
                        .post(BRANDING)
                        .statusCode());

        assertThat(answers).containsOnly(201);
        assertThat(defaults()).hasSize(1);
    }

    private int makeDefault(UUID id, boolean isDefault) {
        return resellerAdmin(reseller)
                .body("{\"is_default\": " + isDefault + "}")
                .patch(BRANDING + "/" + id)
                .statusCode();
    }

    private List<String> defaults() {
        return rows("select id from branding_configurations where reseller_id = ? and is_default", reseller);
    }

    @Test
    void patchMergesMemberByMember() {
        UUID id = aBranding(reseller, "Day", false);

        resellerAdmin(reseller)
                .body("{\"theme\": {\"font\": null, \"accent_color\": \"#AABBCC\"}, \"texts\": null}")
                .patch(BRANDING + "/" + id)
                .then()
                .statusCode(200)
                .body("theme", equalTo(Map.of("primary_color", "#0a7", "accent_color", "#AABBCC")))
                .body("texts", equalTo(Map.of()))
                .body("assets", equalTo(Map.of("logo", "https://cdn.tone.example/logo.svg")));

        assertThat(rows("select theme::text, texts::text from branding_configurations where id = ?", id))
                .containsExactly("{\"accent_color\": \"#AABBCC\", \"primary_color\": \"#0a7\"}|{}");
    }

    @Test
    void emptyPatchIsNotRecorded() {
        UUID id = aBranding(reseller, "Day", false);

        resellerAdmin(reseller)
                .body(brandingNamed("Day", false))
                .patch(BRANDING + "/" + id)
                .then()
                .statusCode(200)
                .body("version", equalTo(1));

        assertThat(rows("select count(*) from outbox where key = ?", id)).containsExactly("1");
    }

    @Test
    void refusesChangeAndDeletionOfOutdatedVersion() {
        UUID id = aBranding(reseller, "Day", false);
        resellerAdmin(reseller)
                .body("{\"name\": \"Night\"}")
                .patch(BRANDING + "/" + id)
                .then()
                .statusCode(200);

        resellerAdmin(reseller)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"Noon\"}")
                .patch(BRANDING + "/" + id)
                .then()
                .statusCode(412);
        resellerAdmin(reseller)
                .header("If-Match", "\"1\"")
                .delete(BRANDING + "/" + id)
                .then()
                .statusCode(412);

        assertThat(rows("select name from branding_configurations where id = ?", id))
                .containsExactly("Night");
    }

    @Test
    void refusesUsedName() {
        aBranding(reseller, "Day", false);
        UUID night = aBranding(reseller, "Night", false);

        resellerAdmin(reseller)
                .body(brandingNamed("Day", true))
                .post(BRANDING)
                .then()
                .statusCode(409)
                .body("type", endsWith("/conflict"));
        resellerAdmin(reseller)
                .body("{\"name\": \"Day\"}")
                .patch(BRANDING + "/" + night)
                .then()
                .statusCode(409);

        assertThat(rows("select name from branding_configurations where reseller_id = ? order by name", reseller))
                .containsExactly("Day", "Night");
        assertThat(defaults()).isEmpty();
    }

    @Test
    void repeatedRequestCreatesOne() {
        String token = SottoTestResource.tokens().resellerAdmin(reseller).sign();
        String first = bearing(token)
                .header("Idempotency-Key", "k")
                .body(brandingNamed("Day", false))
                .post(BRANDING)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        bearing(token)
                .header("Idempotency-Key", "k")
                .body(brandingNamed("Day", false))
                .post(BRANDING)
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        bearing(token)
                .header("Idempotency-Key", "k")
                .body(brandingNamed("Night", false))
                .post(BRANDING)
                .then()
                .statusCode(422)
                .body("type", endsWith("/idempotency-key-reused"));

        assertThat(rows("select count(*) from branding_configurations where reseller_id = ?", reseller))
                .containsExactly("1");
    }

    @Test
    void foreignConfigurationIsNotFound() {
        UUID foreign = aBranding(aReseller(), "Theirs", true);

        for (UUID id : List.of(foreign, UUID.randomUUID())) {
            resellerAdmin(reseller)
                    .get(BRANDING + "/" + id)
                    .then()
                    .statusCode(404)
                    .body("detail", equalTo("Resource not found."));
            resellerAdmin(reseller)
                    .body("{\"name\": \"Mine\"}")
                    .patch(BRANDING + "/" + id)
                    .then()
                    .statusCode(404);
            resellerAdmin(reseller).delete(BRANDING + "/" + id).then().statusCode(404);
        }

        assertThat(resellerAdmin(reseller).get(BRANDING).<List<String>>path("items.id"))
                .isEmpty();
        assertThat(rows("select name, version from branding_configurations where id = ?", foreign))
                .containsExactly("Theirs|1");
    }

    @Test
    void unknownResellerHasNoBranding() {
        resellerAdmin(UUID.randomUUID())
                .body(brandingNamed("Day", true))
                .post(BRANDING)
                .then()
                .statusCode(404);
    }

    @Test
    void platformCannotUseBranding() {
        UUID id = aBranding(reseller, "Day", false);

        platformAdmin().get(BRANDING + "/" + id).then().statusCode(200);
        platformAdmin().get(BRANDING + "?limit=200").then().statusCode(200).body("items.id", hasItem(id.toString()));
        platformAdmin()
                .body(brandingNamed("Night", false))
                .post(BRANDING)
                .then()
                .statusCode(403);
        platformAdmin()
                .body("{\"name\": \"Night\"}")
                .patch(BRANDING + "/" + id)
                .then()
                .statusCode(403);
        platformAdmin().delete(BRANDING + "/" + id).then().statusCode(403);
        user(UUID.randomUUID(), reseller).get(BRANDING + "/" + id).then().statusCode(403);
    }

    @Test
    void listIsPaged() {
        List<String> made = Stream.of("A", "B", "C")
                .map(name -> aBranding(reseller, name, false).toString())
                .toList();

        Response first = resellerAdmin(reseller).get(BRANDING + "?limit=2");
        Response second = resellerAdmin(reseller).get(BRANDING + "?limit=2&cursor=" + first.path("next_cursor"));

        assertThat(first.<List<String>>path("items.id")).containsExactly(made.get(2), made.get(1));
        assertThat(second.<List<String>>path("items.id")).containsExactly(made.get(0));
        assertThat(second.<String>path("next_cursor")).isNull();
    }

    @Test
    void pagesAreLimitedInBytes() {
        List<String> made = IntStream.range(0, 12)
                .mapToObj(number -> resellerAdmin(reseller)
                        .body(brandingOf("Look " + number, BrandingRules.MOST_BYTES))
                        .post(BRANDING)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
                .toList();
        resellerAdmin(reseller)
                .body("{\"theme\": {\"font\": \"Lato\"}}")
                .patch(BRANDING + "/" + made.get(0))
                .then()
                .statusCode(200);

        Pages looks =
                Pages.of(query -> resellerAdmin(reseller).get(BRANDING + query).asString());
        Pages audit = Pages.of(query -> resellerAdmin(reseller)
                .get("/api/v1/audit-log/resellers" + query)
                .asString());

        assertThat(looks.ids()).containsExactlyElementsOf(reversed(made));
        assertThat(looks.bodies()).hasSize(3);
        assertThat(looks.largest()).isLessThan(BoundedPage.MOST + 4_096);
        assertThat(audit.ids())
                .containsExactlyElementsOf(
                        rows("select id from audit_log where reseller_id = ? order by id desc", reseller))
                .hasSizeGreaterThan(made.size());
        assertThat(audit.largest()).isLessThan(BoundedPage.MOST + 4_096);
    }

    @Test
    void tooLargeItemGetsItsOwnPage() {
        List<String> made = Stream.of("A", "B", "C")
                .map(name -> aBranding(reseller, name, false).toString())
                .toList();
        rows(
                "update branding_configurations set texts = jsonb_build_object('a', repeat('x', 400000))"
                        + " where id = ?::uuid returning id",
                made.get(1));

        Pages looks =
                Pages.of(query -> resellerAdmin(reseller).get(BRANDING + query).asString());

        assertThat(looks.ids()).containsExactlyElementsOf(reversed(made));
        assertThat(looks.bodies()).hasSize(3);
    }

    @Test
    void refusesTooLargeBranding() {
        resellerAdmin(reseller)
                .body(brandingOf("Day", BrandingRules.MOST_BYTES + 1_000))
                .post(BRANDING)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(""))
                .body("errors[0].code", equalTo("too-large"))
                .body("errors[0].params.max", equalTo(65536));
    }

    /** Returns a branding whose texts have about this size. */
    private static String brandingOf(String name, int bytes) {
        String texts = IntStream.range(0, 16)
                .mapToObj(each -> "\"%02d\": \"%s\"".formatted(each, "x".repeat(bytes / 16 - 16)))
                .collect(Collectors.joining(", "));
        return "{\"name\": \"%s\", \"texts\": {%s}}".formatted(name, texts);
    }

    private static List<String> reversed(List<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    {}                                                                     | /name
                    {"name": "A", "colour": {}}                                            | /colour
                    {"name": "A\\u0000"}                                                   | /name
                    {"name": "A", "is_default": "yes"}                                     | /is_default
                    {"name": "A", "theme": []}                                             | /theme
                    {"name": "A", "theme": {"color": "red"}}                               | /theme/color
                    {"name": "A", "theme": {"Key": "v"}}                                   | /theme/Key
                    {"name": "A", "theme": {"font": 7}}                                    | /theme/font
                    {"name": "A", "texts": {"welcome": "a\\u0000b"}}                       | /texts/welcome
                    {"name": "A", "texts": {"welcome": {"de": "Hallo"}}}                   | /texts/welcome
                    {"name": "A", "texts": {"welcome": null}}                              | /texts/welcome
                    {"name": "A", "assets": {"logo": "http://cdn.example/logo.svg"}}       | /assets/logo
                    {"name": "A", "assets": {"logo": "javascript:alert(1)"}}               | /assets/logo
                    {"name": "A", "assets": {"a/b": "https://cdn.example/logo.svg"}}       | /assets/a~1b
                    """)
    void pointsAtInvalidMembers(String body, String pointer) {
        resellerAdmin(reseller)
                .body(body)
                .post(BRANDING)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer));

        assertThat(rows("select 1 from branding_configurations where reseller_id = ?", reseller))
                .isEmpty();
    }

    @Test
    void pointsAtFaultsInPatch() {
        UUID id = aBranding(reseller, "Day", false);

        resellerAdmin(reseller)
                .body("{\"theme\": {\"text_color\": \"blue\"}, \"assets\": {\"logo\": \"ftp://x\"}}")
                .patch(BRANDING + "/" + id)
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/theme/text_color", "/assets/logo")));
    }

    @Test
    void refusesNulInNames() {
        resellerAdmin(reseller)
                .body("{\"name\": \"A\", \"theme\": {\"a\\u0000b\": \"v\"}}")
                .post(BRANDING)
                .then()
                .statusCode(400);
    }
}
