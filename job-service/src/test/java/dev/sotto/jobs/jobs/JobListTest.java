package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.jobs.Sotto.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class JobListTest {

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();

    @AfterEach
    void end() {
        cancelJobs(user.admin());
        engine.reset();
    }

    @Test
    void findsAPartOfTitleOrFileNameInAnyCaseAndLiterally() {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        sent(workflow, "100%_sure.mp3", null);
        sent(workflow, "100 sure.mp3", "Straße nach Ödön");
        sent(workflow, "other.mp3", null);

        assertThat(found(user, "search", "%")).containsExactly("100%_sure.mp3");
        assertThat(found(user, "search", "_SURE")).containsExactly("100%_sure.mp3");
        assertThat(found(user, "search", "STRASSE NACH ödö")).containsExactly("100 sure.mp3");
        assertThat(found(user, "search", "o\u0308d")).containsExactly("100 sure.mp3");
        assertThat(found(user, "search", "sure.mp3")).containsExactly("100 sure.mp3", "100%_sure.mp3");
        assertThat(found(user, "search", "'; drop table jobs")).isEmpty();
    }

    @Test
    void showsAndFindsOnlyWhatTheCallerMaySee() {
        Person colleague = user.colleague();
        Person stranger = aUser();
        sent(aWorkflow(user, ScriptedEngine.NAME), "mine.mp3", null);
        submission(colleague, aWorkflow(colleague, ScriptedEngine.NAME), "theirs.mp3", audio("clip.mp3"))
                .post(JOBS);

        assertThat(found(user, "search", ".mp3")).containsExactly("mine.mp3");
        assertThat(found(user, "user_id", colleague.userId())).isEmpty();
        assertThat(found(user.admin(), "search", ".mp3")).containsExactly("theirs.mp3", "mine.mp3");
        assertThat(found(user.admin(), "user_id", colleague.userId())).containsExactly("theirs.mp3");
        assertThat(found(stranger.admin(), "search", ".mp3")).isEmpty();
        assertThat(found(stranger.admin(), "user_id", user.userId())).isEmpty();
    }

    @Test
    void filtersByStatusesWorkflowAndTimeAndCountsAllThatMatch() {
        UUID first = aWorkflow(user, ScriptedEngine.NAME);
        UUID second = aWorkflow(user, ScriptedEngine.NAME);
        UUID done = sent(first, "done.mp3", null);
        engine.next().says("Done.");
        awaitStatus(user, done, "Completed");
        UUID cancelled = sent(second, "cancelled.mp3", null);
        user.asks().post(JOBS + "/" + cancelled + "/cancel");
        UUID old = sent(second, "old.mp3", null);
        user.asks().post(JOBS + "/" + old + "/cancel");
        change("update jobs set created_at = '2020-01-02T00:00:00Z' where id = ?", old);

        assertThat(found(user, "status", "Completed")).containsExactly("done.mp3");
        assertThat(files(user.asks()
                        .queryParam("status", "Completed", "Cancelled")
                        .get(JOBS)))
                .containsExactly("old.mp3", "cancelled.mp3", "done.mp3");
        assertThat(found(user, "workflow_id", second)).containsExactly("old.mp3", "cancelled.mp3");
        assertThat(found(user, "to", "2020-01-02T00:00:01Z")).containsExactly("old.mp3");
        assertThat(found(user, "from", "2020-01-02T00:00:01Z")).containsExactly("cancelled.mp3", "done.mp3");
        assertThat(files(user.asks().queryParam("sort", "created_at").get(JOBS)))
                .containsExactly("done.mp3", "cancelled.mp3", "old.mp3");
        Response page = user.asks()
                .queryParam("limit", 1)
                .queryParam("status", "Cancelled")
                .queryParam("sort", "created_at")
                .get(JOBS);
        assertThat(page.jsonPath().getLong("total")).isEqualTo(2);
        assertThat(files(user.asks()
                        .queryParam("limit", 1)
                        .queryParam("status", "Cancelled")
                        .queryParam("sort", "created_at")
                        .queryParam("cursor", page.jsonPath().getString("next_cursor"))
                        .get(JOBS)))
                .containsExactly("old.mp3");
    }

    @Test
    void showsTheWorkflowsNameTheLanguageAndWhetherTheRecordingIsKept() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        Response queued = job(user, id);
        assertThat(queued.jsonPath().getString("workflow_name")).isEqualTo("Minutes");
        assertThat(queued.jsonPath().getBoolean("has_recording")).isTrue();
        assertThat(queued.asString()).doesNotContain("\"language\"");
        engine.next().says("Done.");

        Response completed = awaitStatus(user, id, "Completed");

        assertThat(completed.jsonPath().getString("language")).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({
        "status, Done",
        "sort, title",
        "user_id, me",
        "workflow_id, 1",
        "from, yesterday",
        "to, 2020",
    })
    void refusesWhatIsNoFilter(String name, String value) {
        Response refused = user.asks().queryParam(name, value).get(JOBS);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("errors[0].pointer")).isEqualTo("?" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"search=a&search=b", "from=2020-01-02T00:00:00Z&to=2020-01-01T00:00:00Z", "search="})
    void refusesFiltersThatContradictThemselves(String query) {
        assertThat(user.asks().get(JOBS + "?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesASearchThatIsTooLong() {
        Response refused = user.asks().queryParam("search", "x".repeat(256)).get(JOBS);

        assertThat(refused.statusCode()).isEqualTo(400);
    }

    private UUID sent(UUID workflow, String fileName, String title) {
        var form = submission(user, workflow, fileName, audio("clip.mp3"));
        Response sent = (title == null
                        ? form
                        : form.multiPart(new MultiPartSpecBuilder(title)
                                .controlName("title")
                                .charset("UTF-8")
                                .build()))
                .post(JOBS);
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(201);
        return UUID.fromString(sent.path("id"));
    }

    private static List<String> found(Person person, String name, Object value) {
        return files(person.asks().queryParam(name, value).get(JOBS));
    }

    private static List<String> files(Response page) {
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        return page.jsonPath().getList("items.file_name");
    }
}
