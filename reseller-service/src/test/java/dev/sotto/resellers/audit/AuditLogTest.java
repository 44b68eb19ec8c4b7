package dev.sotto.resellers.audit;

import static dev.sotto.resellers.Sotto.BRANDING;
import static dev.sotto.resellers.Sotto.RESELLERS;
import static dev.sotto.resellers.Sotto.aBranding;
import static dev.sotto.resellers.Sotto.aReseller;
import static dev.sotto.resellers.Sotto.admin;
import static dev.sotto.resellers.Sotto.platformAdmin;
import static dev.sotto.resellers.Sotto.resellerAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditLogTest {

    private static final String AUDIT_LOG = "/api/v1/audit-log/resellers";

    @Test
    void showsResellersEntriesNewestFirst() {
        UUID other = aReseller();
        UUID reseller = aReseller();
        UUID branding = aBranding(reseller, "Day", false);
        aBranding(other, "Theirs", false);
        platformAdmin()
                .header("X-Request-Id", "req-7")
                .header("X-Forwarded-For", "198.51.100.7")
                .body("{\"name\": \"New\"}")
                .patch(RESELLERS + "/" + reseller);

        Response log = resellerAdmin(reseller).get(AUDIT_LOG);

        log.then()
                .statusCode(200)
                .body(
                        "items.subject_id",
                        equalTo(List.of(reseller.toString(), branding.toString(), reseller.toString())))
                .body("items.action", equalTo(List.of("changed", "created", "created")))
                .body("items.scope", equalTo(List.of("platform", "reseller", "platform")))
                .body("items[0].request_id", equalTo("req-7"))
                .body("items[0].address", equalTo("198.51.100.7"))
                .body("items[0].before.name", equalTo("Tone & Text"))
                .body("items[0].after.name", equalTo("New"));
    }

    @Test
    void showsAllEntriesToPlatform() {
        UUID reseller = aReseller();
        UUID branding = aBranding(reseller, "Day", false);
        resellerAdmin(reseller).delete(BRANDING + "/" + branding);

        Response first = platformAdmin().get(AUDIT_LOG + "?limit=2");
        Response second = platformAdmin().get(AUDIT_LOG + "?limit=1&cursor=" + first.path("next_cursor"));

        assertThat(first.<List<String>>path("items.action")).containsExactly("deleted", "created");
        assertThat(second.<List<String>>path("items.subject_id")).containsExactly(reseller.toString());
    }

    @Test
    void filtersByActionSubjectAndTime() {
        UUID reseller = aReseller();
        UUID branding = aBranding(reseller, "Day", false);

        resellerAdmin(reseller)
                .get(AUDIT_LOG + "?subject_type=branding_configuration&action=created")
                .then()
                .statusCode(200)
                .body("items.subject_id", equalTo(List.of(branding.toString())));
        resellerAdmin(reseller)
                .get(AUDIT_LOG + "?subject_id=" + branding + "&to=2020-01-01T00:00:00Z")
                .then()
                .body("items", equalTo(List.of()));
        resellerAdmin(reseller)
                .get(AUDIT_LOG + "?user_id=x")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?user_id"));
        for (String filter : List.of("actor", "action", "subject_type")) {
            resellerAdmin(reseller)
                    .get(AUDIT_LOG + "?" + filter + "=" + "x".repeat(101))
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", equalTo(List.of("?" + filter)));
        }
    }

    @Test
    void eachFilterReturnsOnlyMatchingEntries() {
        UUID reseller = aReseller();
        aBranding(reseller, "Day", false);
        platformAdmin().body("{\"name\": \"New\"}").patch(RESELLERS + "/" + reseller);
        List<Map<String, String>> all = resellerAdmin(reseller).get(AUDIT_LOG).path("items");

        for (String member : List.of("user_id", "actor", "action", "subject_type", "subject_id")) {
            Map<String, List<String>> idsByValue = all.stream()
                    .collect(Collectors.groupingBy(
                            entry -> entry.get(member),
                            Collectors.mapping(entry -> entry.get("id"), Collectors.toList())));
            assertThat(idsByValue).as(member).hasSizeGreaterThan(1);
            idsByValue.forEach((value, ids) -> assertThat(found(resellerAdmin(reseller), member, value))
                    .as(member)
                    .isEqualTo(ids));
        }
        List<String> ids = all.stream().map(entry -> entry.get("id")).toList();
        String second = all.get(1).get("at");
        assertThat(found(resellerAdmin(reseller), "from", second)).isEqualTo(ids.subList(0, 2));
        assertThat(found(resellerAdmin(reseller), "to", second)).isEqualTo(ids.subList(2, 3));
        // Events about resellers do not concern their tenants.
        assertThat(found(resellerAdmin(reseller), "tenant_id", UUID.randomUUID().toString()))
                .isEmpty();
    }

    private static List<String> found(RequestSpecification by, String filter, String value) {
        return by.queryParam(filter, value).get(AUDIT_LOG).path("items.id");
    }

    @Test
    void tenantsCannotReadIt() {
        admin(UUID.randomUUID(), aReseller()).get(AUDIT_LOG).then().statusCode(403);
    }
}
