package dev.sotto.jobs.workflows;

import static dev.sotto.jobs.Sotto.WORKFLOWS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.workflowJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.runtime.paging.BoundedPage;
import dev.sotto.testing.Pages;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WorkflowTest {

    private static final String OTHER_GRAPH = """
            {"config": {"nodes": [{"id": "t", "type": "transcription", "config": {"engine": "hand", "language": "en"}},
                                  {"id": "e", "type": "export", "config": {}}],
                        "edges": [{"from": "t", "to": "e"}]}}""";

    private static final int AT_ONCE = 64;

    @Inject
    ScriptedEngine engine;

    @Test
    void isCreatedWithFirstVersionAndAudited() {
        Person user = aUser();

        Response made = user.says(workflowJson("Minutes", "sphinx")).post(WORKFLOWS);

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        UUID id = UUID.fromString(made.path("id"));
        Response read = user.asks().get(WORKFLOWS + "/" + id);
        assertThat(read.asString()).isEqualTo(made.asString());
        assertThat(rows("select version from workflow_versions where workflow_id = ?", id))
                .containsExactly("1");
        assertThat(rows("select action, reseller_id from audit_log where subject_id = ?", id))
                .containsExactly("created|null");
        Response audit = user.admin().asks().get("/api/v1/audit-log/jobs");
        assertThat(audit.<List<String>>path("items.subject_id")).containsExactly(id.toString());
    }

    @Test
    void repeatedKeyReturnsFirstWorkflow() {
        Person user = aUser();
        String key = UUID.randomUUID().toString();

        Response first = user.says(workflowJson("A", "sphinx"))
                .header("Idempotency-Key", key)
                .post(WORKFLOWS);
        Response again = user.says(workflowJson("A", "sphinx"))
                .header("Idempotency-Key", key)
                .post(WORKFLOWS);
        Response other = user.says(workflowJson("B", "sphinx"))
                .header("Idempotency-Key", key)
                .post(WORKFLOWS);

        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void jobsKeepTheirWorkflowVersion() {
        Person user = aUser();
        UUID id = aWorkflow(user, ScriptedEngine.NAME);
        UUID before = aJob(user, id);
        engine.next().says("Before.");

        Response renamed = user.says("{\"name\": \"Renamed\"}").patch(WORKFLOWS + "/" + id);
        Response changed = user.says(OTHER_GRAPH).header("If-Match", "\"2\"").patch(WORKFLOWS + "/" + id);
        UUID after = aJob(user, id);
        engine.next().says("After.");

        assertThat(renamed.<Integer>path("version")).isEqualTo(2);
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(changed.<Integer>path("version")).isEqualTo(3);
        assertThat(changed.<String>path("name")).isEqualTo("Renamed");
        assertThat(rows("select version from workflow_versions where workflow_id = ? order by 1", id))
                .containsExactly("1", "3");
        assertThat(awaitStatus(user, before, "Completed").<Integer>path("workflow_version"))
                .isEqualTo(1);
        assertThat(awaitStatus(user, after, "Completed").<Integer>path("workflow_version"))
                .isEqualTo(3);
        assertThat(user.asks().delete(WORKFLOWS + "/" + id).statusCode())
                .as("jobs have run it")
                .isEqualTo(409);
    }

    @Test
    void refusesChangeOfOutdatedVersion() {
        Person user = aUser();
        UUID id = aWorkflow(user, "sphinx");

        Response refused =
                user.says("{\"name\": \"X\"}").header("If-Match", "\"7\"").patch(WORKFLOWS + "/" + id);

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(rows("select version from workflows where id = ?", id)).containsExactly("1");
    }

    @Test
    void isDeletedWithVersionsIfNoJobUsesIt() {
        Person user = aUser();
        UUID id = aWorkflow(user, "sphinx");

        assertThat(user.asks().delete(WORKFLOWS + "/" + id).statusCode()).isEqualTo(204);

        assertThat(user.asks().get(WORKFLOWS + "/" + id).statusCode()).isEqualTo(404);
        assertThat(rows("select count(*) from workflow_versions where workflow_id = ?", id))
                .containsExactly("0");
    }

    @Test
    void concurrentDeletionsSucceed() throws Exception {
        Person user = aUser();
        List<UUID> made =
                Stream.generate(() -> aWorkflow(user, "sphinx")).limit(AT_ONCE).toList();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Integer>> removals = made.stream()
                    .map(id -> threads.submit(
                            () -> user.asks().delete(WORKFLOWS + "/" + id).statusCode()))
                    .toList();
            for (Future<Integer> removal : removals) {
                assertThat(removal.get(TestTimeout.SECONDS, TimeUnit.SECONDS)).isEqualTo(204);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(user.asks().get(WORKFLOWS).<List<?>>path("items")).isEmpty();
        assertThat(rows("select count(*) from audit_log where tenant_id = ? and action = 'deleted'", user.tenantId()))
                .containsExactly(Integer.toString(AT_ONCE));
    }

    @Test
    void isPrivateUntilMadePublic() {
        Person user = aUser();
        UUID id = aWorkflow(user, "sphinx");
        Person colleague = user.colleague();
        Person admin = user.admin();
        Person stranger = aUser().admin();

        assertThat(colleague.asks().get(WORKFLOWS + "/" + id).statusCode()).isEqualTo(404);
        assertThat(colleague.says("{}").patch(WORKFLOWS + "/" + id).statusCode())
                .isEqualTo(404);
        assertThat(colleague.asks().get(WORKFLOWS).<List<?>>path("items")).isEmpty();
        assertThat(admin.asks().get(WORKFLOWS).<List<String>>path("items.id")).containsExactly(id.toString());
        assertThat(admin.says("{\"is_public\": true}")
                        .patch(WORKFLOWS + "/" + id)
                        .statusCode())
                .isEqualTo(200);
        assertThat(colleague.asks().get(WORKFLOWS + "/" + id).statusCode()).isEqualTo(200);
        assertThat(colleague.asks().delete(WORKFLOWS + "/" + id).statusCode()).isEqualTo(403);
        for (var status : List.of(
                stranger.asks().get(WORKFLOWS + "/" + id),
                stranger.says("{}").patch(WORKFLOWS + "/" + id),
                stranger.asks().delete(WORKFLOWS + "/" + id))) {
            assertThat(status.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void pointsAtEveryFault() {
        Person user = aUser();

        assertFault(user, workflowJson("", "sphinx"), "/name");
        assertFault(user, workflowJson("A\\u0000B", "sphinx"), "/name");
        assertFault(user, workflowJson("A", "whisper-9"), "/config/nodes/0/config/engine");
        assertFault(user, workflowJson("A", "sphinx").replace("\"name\"", "\"nmae\""), "/nmae");
        assertFault(user, workflowJson("A", "sphinx").replace("\"to\": \"e\"", "\"to\": \"t\""), "/config/edges/0");
    }

    private static void assertFault(Person user, String json, String pointer) {
        Response refused = user.says(json).post(WORKFLOWS);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<List<String>>path("errors.pointer")).contains(pointer);
    }

    @Test
    void listIsPaged() {
        Person user = aUser();
        List<UUID> made = List.of(aWorkflow(user, "sphinx"), aWorkflow(user, "sphinx"), aWorkflow(user, "sphinx"));

        Response first = user.asks().get(WORKFLOWS + "?limit=2");
        Response second = user.asks().get(WORKFLOWS + "?limit=2&cursor=" + first.path("next_cursor"));

        assertThat(first.<List<String>>path("items.id"))
                .containsExactly(made.get(2).toString(), made.get(1).toString());
        assertThat(second.<List<String>>path("items.id"))
                .containsExactly(made.get(0).toString());
        assertThat(second.<String>path("next_cursor")).isNull();
        assertThat(user.asks().get(WORKFLOWS + "?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void pagesAreLimitedInBytes() {
        Person user = aUser();
        String described = workflowJson("Minutes", "sphinx")
                .replace("\"name\"", "\"description\": \"%s\", \"name\"".formatted("€".repeat(5_000)));
        List<String> made = Stream.generate(
                        () -> user.says(described).post(WORKFLOWS).<String>path("id"))
                .limit(20)
                .toList();

        for (Person reader : List.of(user, user.admin())) {
            Pages pages = Pages.of(query -> reader.asks().get(WORKFLOWS + query).asString());

            assertThat(pages.ids()).containsExactlyInAnyOrderElementsOf(made);
            assertThat(pages.bodies()).hasSize(2);
            assertThat(pages.largest()).isLessThan(BoundedPage.MOST + 20 * 1_024);
        }
    }
}
