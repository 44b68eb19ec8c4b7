package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.suspended;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.access.SuspensionReason;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A browser plays a recording with a cookie, and draws its outline. */
@QuarkusTest
class RecordingGrantTest {

    private static final String SITE = "Sec-Fetch-Site";

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        cancelJobs(user);
        engine.reset();
    }

    @Test
    void cookieOfAGrantPlaysTheRecording() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        Response granted = grant(user, job);

        assertThat(granted.statusCode()).isEqualTo(204);
        assertThat(granted.header("Set-Cookie"))
                .startsWith("__Secure-sotto-grant=")
                .contains("; Secure; HttpOnly; SameSite=Strict; Path=/api/v1/jobs/" + job + "/recording; Max-Age=")
                .doesNotContain("Max-Age=0");
        String cookie = cookie(granted);
        Response part = with(cookie).header("Range", "bytes=100-199").get(recording(job));
        assertThat(part.statusCode()).as(part.asString()).isEqualTo(206);
        assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(audio("clip.mp3"), 100, 200));
        assertThat(with(cookie).head(recording(job)).statusCode()).isEqualTo(200);
    }

    @Test
    void cookieCountsOnlyForPagesOfTheSameOriginThatRead() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        String cookie = cookie(grant(user, job));

        assertThat(given().header("Cookie", cookie).get(recording(job)).statusCode())
                .isEqualTo(401);
        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            assertThat(given().header("Cookie", cookie)
                            .header(SITE, site)
                            .get(recording(job))
                            .statusCode())
                    .as(site)
                    .isEqualTo(401);
        }
        assertThat(with(cookie).get(JOBS + "/" + job).statusCode())
                .as("another operation")
                .isEqualTo(401);
        assertThat(with(cookie).get(JOBS + "/" + job + "/transcript").statusCode())
                .isEqualTo(401);
        assertThat(with(cookie).delete(JOBS + "/" + job).statusCode()).isEqualTo(401);
        assertThat(with(cookie).put(recording(job) + "/grant").statusCode()).isEqualTo(401);
        assertThat(with("__Secure-sotto-grant=sotto_key").get(recording(job)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void grantReachesNoFurtherThanItsPerson() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        Person colleague = user.colleague();
        UUID own = aJob(colleague, aWorkflow(colleague, ScriptedEngine.NAME));

        assertThat(grant(colleague, job).statusCode()).isEqualTo(404);
        assertThat(grant(aUser(), job).statusCode()).isEqualTo(404);
        assertThat(with(cookie(grant(colleague, own))).get(recording(job)).statusCode())
                .isEqualTo(404);
        cancelJobs(colleague);
    }

    @Test
    void grantIsWithdrawnWithoutASession() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        String cookie = cookie(grant(user, job));

        for (Response withdrawn : List.of(
                with(cookie).delete(recording(job) + "/grant"),
                given().delete(recording(job) + "/grant"),
                given().header("Authorization", "Bearer expired").delete(recording(job) + "/grant"),
                aUser().asks().delete(recording(job) + "/grant"))) {
            assertThat(withdrawn.statusCode()).isEqualTo(204);
            assertThat(withdrawn.header("Set-Cookie"))
                    .isEqualTo("__Secure-sotto-grant=; Secure; HttpOnly; SameSite=Strict; Path=/api/v1/jobs/" + job
                            + "/recording; Max-Age=0");
        }
        assertThat(given().delete(recording(UUID.randomUUID()) + "/grant").statusCode())
                .as("says nothing of what exists")
                .isEqualTo(204);
        assertThat(with("__Secure-sotto-grant=").get(recording(job)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void authorizationOfAnotherPersonCountsInsteadOfTheGrant() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        String cookie = cookie(grant(user, job));

        Response asked = aUser().asks()
                .header("Cookie", cookie)
                .header(SITE, "same-origin")
                .get(recording(job));

        assertThat(asked.statusCode()).isEqualTo(404);
        assertThat(with(cookie)
                        .header("Authorization", "Bearer expired")
                        .get(recording(job))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void suspendedOrganisationStillHearsItsRecordings() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        hear(suspended(user, 2, SuspensionReason.Billing));

        Response granted = grant(user, job);

        assertThat(granted.statusCode()).isEqualTo(204);
        assertThat(with(cookie(granted)).get(recording(job)).statusCode()).isEqualTo(200);
    }

    @Test
    void recordingThatIsNotKeptCannotBeGranted() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        change("update jobs set file_bytes = 0 where id = ?", job);

        assertThat(grant(user, job).statusCode()).isEqualTo(410);
    }

    @Test
    void completedJobHasPeaks() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        Response none = user.asks().get(peaks(job));
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.<String>path("reason")).isEqualTo("no-peaks");
        engine.next().says("Now.");
        awaitStatus(user, job, "Completed");

        Response found = user.asks().get(peaks(job));

        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        assertThat(found.<Integer>path("per_second")).isEqualTo(10);
        int duration = found.path("duration_ms");
        byte[] pairs = Base64.getDecoder().decode(found.<String>path("data"));
        assertThat(pairs).hasSize(2 * ((duration + 99) / 100)).contains((byte) 0);
        assertThat(user.asks()
                        .header("If-None-Match", found.header("ETag"))
                        .get(peaks(job))
                        .statusCode())
                .isEqualTo(304);
        assertThat(user.colleague().asks().get(peaks(job)).statusCode()).isEqualTo(404);
        assertThat(user.admin().asks().get(peaks(job)).statusCode()).isEqualTo(200);
        change("update jobs set file_bytes = 0 where id = ?", job);
        assertThat(user.asks().get(peaks(job)).statusCode()).isEqualTo(410);
    }

    private static Response grant(Person person, UUID job) {
        return person.asks().put(recording(job) + "/grant");
    }

    private static String cookie(Response granted) {
        return granted.header("Set-Cookie").split(";")[0];
    }

    private static RequestSpecification with(String cookie) {
        return given().header("Cookie", cookie).header(SITE, "same-origin");
    }

    private static String recording(UUID job) {
        return JOBS + "/" + job + "/recording";
    }

    private static String peaks(UUID job) {
        return JOBS + "/" + job + "/peaks";
    }
}
