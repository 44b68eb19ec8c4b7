package dev.sotto.jobs.retention;

import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.billing.PlanFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RetentionTest {

    private static final String RETENTION = "/api/v1/retention";

    private final Person user = aUser();
    private final Person admin = user.admin();

    @Test
    void everythingIsKeptUntilAnAdminSaysOtherwise() {
        assertThat(user.asks().get(RETENTION).asString()).isEqualTo("{\"version\":0}");

        Response changed = patch(admin, "{\"recording_days\": 30, \"transcript_days\": 365}");

        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        Response seen = user.asks().get(RETENTION);
        assertThat(seen.<Integer>path("recording_days")).isEqualTo(30);
        assertThat(seen.<Integer>path("transcript_days")).isEqualTo(365);
        assertThat(user.colleague().asks().get(RETENTION).asString()).isEqualTo(seen.asString());
        assertThat(aUser().asks().get(RETENTION).asString()).isEqualTo("{\"version\":0}");
    }

    @Test
    void patchChangesOnlyWhatItNames() {
        patch(admin, "{\"recording_days\": 30, \"transcript_days\": 365}");

        Response changed = patch(admin, "{\"recording_days\": null}");

        assertThat(changed.asString()).isEqualTo("{\"transcript_days\":365,\"version\":2}");
        assertThat(patch(admin, "{}").<Integer>path("version")).isEqualTo(2);
        assertThat(rows(
                                "select action, before, after from audit_log where subject_type = 'retention' and tenant_id = ?"
                                        + " order by id desc",
                                user.tenantId())
                        .get(0))
                .startsWith("changed|")
                .contains("30", "365");
    }

    @Test
    void onlyAdminsChangeIt() {
        assertThat(patch(user, "{\"recording_days\": 1}").statusCode()).isEqualTo(403);
        assertThat(user.asks().get(RETENTION).<Integer>path("version")).isZero();
    }

    @Test
    void refusesAnOlderVersion() {
        patch(admin, "{\"recording_days\": 30}");

        Response refused = admin.says("{\"recording_days\": 1}")
                .header("If-Match", "\"0\"")
                .patch(RETENTION);

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(user.asks().get(RETENTION).<Integer>path("recording_days")).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"recording_days\": 0}', /recording_days",
        "'{\"transcript_days\": 36501}', /transcript_days",
        "'{\"transcript_days\": 1.5}', /transcript_days",
        "'{\"days\": 1}', /days",
    })
    void namesWrongValues(String body, String pointer) {
        Response refused = patch(admin, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("errors[0].pointer")).isEqualTo(pointer);
    }

    @Test
    void planLimitsHowLongSomethingIsKept() {
        Sotto.hear(Sotto.tenant(user, 2, new PlanFeatures(null, null, null, null, null, null, 30)));

        Response refused = patch(admin, "{\"recording_days\": 31, \"transcript_days\": null}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<List<String>>path("errors.pointer")).containsExactly("/recording_days", "/transcript_days");
        assertThat(refused.<Integer>path("errors[0].params.max")).isEqualTo(30);
        assertThat(patch(admin, "{\"recording_days\": 30}").statusCode()).isEqualTo(200);
    }

    private static Response patch(Person person, String body) {
        return person.says(body).patch(RETENTION);
    }
}
