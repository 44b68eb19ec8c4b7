package dev.sotto.tenants.accounts;

import static dev.sotto.tenants.Sotto.USERS;
import static dev.sotto.tenants.Sotto.aMember;
import static dev.sotto.tenants.Sotto.aTenant;
import static dev.sotto.tenants.Sotto.bearing;
import static dev.sotto.tenants.Sotto.change;
import static dev.sotto.tenants.Sotto.invite;
import static dev.sotto.tenants.Sotto.resellerAdmin;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.tenants.Sotto.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.sotto.model.tenants.Role;
import dev.sotto.tenants.Sotto;
import dev.sotto.tenants.Sotto.Member;
import dev.sotto.tenants.Sotto.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page needs first: who is signed in, and where. */
@QuarkusTest
class MeTest {

    private static final String ME = "/api/v1/me";

    private Tenant tenant;
    private Member member;

    @BeforeEach
    void begin() {
        tenant = aTenant();
        member = aMember(tenant, Role.User);
    }

    @Test
    void showsPersonOrganisationResellerAndFeatures() {
        invite(tenant, Sotto.anEmail(), Role.User);

        bearing(member.accessToken())
                .get(ME)
                .then()
                .statusCode(200)
                .body("user.id", equalTo(member.id().toString()))
                .body("user.email", equalTo(member.email()))
                .body("organisation.id", equalTo(tenant.id().toString()))
                .body("organisation.kind", equalTo("Customer"))
                .body("organisation.name", equalTo("Acme"))
                .body("organisation.status", equalTo("Active"))
                .body("organisation.suspensions", equalTo(List.of()))
                .body("organisation.seats.used", equalTo(2))
                .body("organisation.seats.max", equalTo(5))
                .body("reseller.id", equalTo(tenant.resellerId().toString()))
                .body("reseller.name", equalTo("Tone & Text"))
                .body("features.diarization", equalTo(true))
                .body("$", not(hasKey("impersonation")));
    }

    @Test
    void asksForResellerWhoseEventIsStillOnTheWay() {
        String known = "select 1 from replicas where topic = 'reseller-changed' and id = ?";
        assertThat(rows(known, tenant.resellerId())).isEmpty();

        bearing(member.accessToken()).get(ME).then().statusCode(200).body("reseller.name", equalTo("Tone & Text"));

        assertThat(rows(known, tenant.resellerId())).hasSize(1);
    }

    @Test
    void showsReasonsOfSuspension() {
        change(
                "update tenants set status = 'Suspended', suspensions = array['Billing', 'Reseller'] where id = ?",
                tenant.id());

        bearing(member.accessToken())
                .get(ME)
                .then()
                .statusCode(200)
                .body("organisation.status", equalTo("Suspended"))
                .body("organisation.suspensions", containsInAnyOrder("Billing", "Reseller"));
    }

    @Test
    void resellersPersonIsInItsHouse() {
        Member agent = aHouseAdmin();

        bearing(agent.accessToken())
                .get(ME)
                .then()
                .statusCode(200)
                .body("organisation.id", equalTo(tenant.resellerId().toString()))
                .body("organisation.kind", equalTo("House"))
                .body("organisation.seats", not(hasKey("max")))
                .body("reseller.id", equalTo(tenant.resellerId().toString()));
    }

    private Member aHouseAdmin() {
        String email = Sotto.anEmail();
        var invited = resellerAdmin(tenant.resellerId())
                .body(Sotto.invitation(tenant.resellerId(), email, Role.ResellerAdmin))
                .post(USERS);
        invited.then().statusCode(201);
        var tokens = Sotto.accept(Sotto.tokenMailedTo(email), Sotto.PASSWORD);
        return new Member(
                UUID.fromString(invited.path("id")), email, tokens.path("access_token"), tokens.path("refresh_token"));
    }

    @Test
    void somebodyWhoWasRemovedIsNotFound() {
        user(tenant).get(ME).then().statusCode(404);
    }

    @Test
    void personChoosesLanguageAndTimeZone() {
        bearing(member.accessToken())
                .body("{\"language\": \"de\", \"time_zone\": \"Europe/Berlin\"}")
                .patch(USERS + "/me")
                .then()
                .statusCode(200)
                .body("language", equalTo("de"))
                .body("time_zone", equalTo("Europe/Berlin"));

        bearing(member.accessToken())
                .get(ME)
                .then()
                .body("user.language", equalTo("de"))
                .body("user.time_zone", equalTo("Europe/Berlin"));
        assertThat(rows("select after ->> 'changed' from audit_log where subject_id = ? order by id desc", member.id()))
                .first()
                .isEqualTo("[\"language\", \"time_zone\"]");

        bearing(member.accessToken())
                .body("{\"language\": null, \"time_zone\": null}")
                .patch(USERS + "/me")
                .then()
                .statusCode(200)
                .body("$", not(hasKey("language")))
                .body("$", not(hasKey("time_zone")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"DE\"", "\"de-AT\"", "\"it\"", "\"\"", "1"})
    void refusesOtherLanguages(String language) {
        bearing(member.accessToken())
                .body("{\"language\": " + language + "}")
                .patch(USERS + "/me")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/language"));
    }

    @ParameterizedTest
    @CsvSource({"Europe/Atlantis", "europe/berlin", "+02:00", "''", "CEST"})
    void refusesUnknownTimeZones(String zone) {
        bearing(member.accessToken())
                .body("{\"time_zone\": \"" + zone + "\"}")
                .patch(USERS + "/me")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/time_zone"))
                .body("errors.code", contains("wrong-format"))
                .body("errors.params.format", contains("time-zone"));
    }

    @Test
    void removalForgetsLanguageAndTimeZone() {
        bearing(member.accessToken())
                .body("{\"language\": \"fr\", \"time_zone\": \"UTC\"}")
                .patch(USERS + "/me")
                .then()
                .statusCode(200);

        resellerAdmin(tenant.resellerId())
                .queryParam("tenant_id", tenant.id())
                .delete(USERS + "/" + member.id())
                .then()
                .statusCode(204);

        assertThat(rows("select num_nonnulls(language, time_zone) from users where id = ?", member.id()))
                .containsExactly("0");
    }
}
