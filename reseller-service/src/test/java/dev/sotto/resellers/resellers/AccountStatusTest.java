package dev.sotto.resellers.resellers;

import static dev.sotto.resellers.Sotto.BRANDING;
import static dev.sotto.resellers.Sotto.RESELLERS;
import static dev.sotto.resellers.Sotto.aReseller;
import static dev.sotto.resellers.Sotto.atOnce;
import static dev.sotto.resellers.Sotto.brandingNamed;
import static dev.sotto.resellers.Sotto.events;
import static dev.sotto.resellers.Sotto.platformAdmin;
import static dev.sotto.resellers.Sotto.resellerAdmin;
import static dev.sotto.resellers.Sotto.rows;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Suspension and closing, and their reversal. */
@QuarkusTest
class AccountStatusTest {

    @Test
    void liftsOnlyTheNamedReason() {
        UUID id = aReseller();
        suspend(id, "Billing");
        suspend(id, "Abuse");

        platformAdmin()
                .delete(RESELLERS + "/" + id + "/suspensions/Billing")
                .then()
                .statusCode(200)
                .header("ETag", "\"4\"")
                .body("status", equalTo("Suspended"))
                .body("suspensions", contains("Abuse"));
        platformAdmin()
                .delete(RESELLERS + "/" + id + "/suspensions/Abuse")
                .then()
                .body("status", equalTo("Active"))
                .body("suspensions", empty());
        assertThat(rows("select status, suspensions, version from resellers where id = ?", id))
                .containsExactly("Active|{}|5");
    }

    @Test
    void publishesAndAuditsTheReason() {
        UUID id = aReseller();
        platformAdmin().body("{\"note\": \"Two invoices.\"}").put(RESELLERS + "/" + id + "/suspensions/Billing");

        JsonNode event = events(Topic.RESELLER_CHANGED, id, 2).get(1).path("data");
        assertThat(event.path("status").asText()).isEqualTo("Suspended");
        assertThat(event.path("suspensions").toString()).isEqualTo("[\"Billing\"]");
        assertThat(event.path("commission_rates")).hasSize(1);
        assertThat(rows(
                        "select action, after ->> 'reason', after ->> 'note', reseller_id, address is not null from"
                                + " audit_log where subject_id = ? order by id desc limit 1",
                        id))
                .containsExactly("suspended|Billing|Two invoices.|" + id + "|t");
    }

    @Test
    void repeatedSuspensionChangesNothing() {
        UUID id = aReseller();
        suspend(id, "Admin");
        suspend(id, "Admin");

        assertThat(rows("select version from resellers where id = ?", id)).containsExactly("2");
        assertThat(rows("select count(*) from audit_log where subject_id = ? and action = 'suspended'", id))
                .containsExactly("1");
    }

    @Test
    void reopenedResellerKeepsItsSuspensions() {
        UUID id = aReseller();
        suspend(id, "Billing");

        platformAdmin().delete(RESELLERS + "/" + id).then().statusCode(200).body("status", equalTo("Closed"));
        platformAdmin().delete(RESELLERS + "/" + id).then().statusCode(200).body("status", equalTo("Closed"));
        platformAdmin()
                .post(RESELLERS + "/" + id + "/reopen")
                .then()
                .statusCode(200)
                .body("status", equalTo("Suspended"))
                .body("suspensions", contains("Billing"));
    }

    @Test
    void concurrentSuspensionsKeepAllReasons() {
        UUID id = aReseller();
        List<String> reasons = List.of("Admin", "Billing", "Abuse");

        atOnce(12, i -> suspend(id, reasons.get(i % 3)));

        assertThat(rows("select cardinality(suspensions), version from resellers where id = ?", id))
                .containsExactly("3|4");
    }

    @Test
    void onlyPlatformSuspendsForItsReasons() {
        UUID id = aReseller();

        resellerAdmin(id)
                .body("{}")
                .put(RESELLERS + "/" + id + "/suspensions/Admin")
                .then()
                .statusCode(403);
        resellerAdmin(id).delete(RESELLERS + "/" + id).then().statusCode(403);
        assertThat(suspend(id, "Reseller")).isEqualTo(403);
        assertThat(suspend(id, "Whim")).isEqualTo(404);
        assertThat(suspend(UUID.randomUUID(), "Admin")).isEqualTo(404);
        platformAdmin()
                .body("{\"note\": \"a\\nb\"}")
                .put(RESELLERS + "/" + id + "/suspensions/Admin")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/note"));
        platformAdmin()
                .header("If-Match", "\"7\"")
                .delete(RESELLERS + "/" + id)
                .then()
                .statusCode(412);
        assertThat(rows("select status, version from resellers where id = ?", id))
                .containsExactly("Active|1");
    }

    @Test
    void grantsCoverAllCombinations() {
        assertThat(Arrays.stream(SuspensionReason.values()).filter(SuspensionGrants::mayPlatform))
                .containsExactly(SuspensionReason.Admin, SuspensionReason.Billing, SuspensionReason.Abuse);
    }

    /** The service receives its own event as every other service does. */
    @Test
    void suspendedResellersPeopleCanOnlyRead() {
        UUID id = aReseller();
        suspend(id, "Billing");

        await().untilAsserted(() -> resellerAdmin(id)
                .body(brandingNamed("Day", false))
                .post(BRANDING)
                .then()
                .statusCode(403)
                .body("type", equalTo("https://sotto.dev/problems/suspended"))
                .body("reasons", contains("Billing")));
        resellerAdmin(id).get(BRANDING).then().statusCode(200);
        resellerAdmin(id).get(RESELLERS + "/" + id).then().statusCode(200).body("status", equalTo("Suspended"));

        platformAdmin().delete(RESELLERS + "/" + id + "/suspensions/Billing");
        await().untilAsserted(() -> resellerAdmin(id)
                .body(brandingNamed("Night", false))
                .post(BRANDING)
                .then()
                .statusCode(201));
    }

    @Test
    void filtersByStatusAndPartOfName() {
        UUID id = aReseller();
        suspend(id, "Admin");
        String half = id.toString().substring(0, 4);
        platformAdmin().body("{\"name\": \"Quaver %s\"}".formatted(half)).patch(RESELLERS + "/" + id);

        platformAdmin()
                .get(RESELLERS + "?status=Suspended&search=QUAVER " + half)
                .then()
                .body("items.id", hasItem(id.toString()));
        platformAdmin()
                .get(RESELLERS + "?status=Active&search=quaver " + half)
                .then()
                .body("items.id", org.hamcrest.Matchers.not(hasItem(id.toString())));
        platformAdmin()
                .get(RESELLERS + "?status=Broke")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?status"));
    }

    private static int suspend(UUID id, String reason) {
        return platformAdmin()
                .put(RESELLERS + "/" + id + "/suspensions/" + reason)
                .statusCode();
    }
}
