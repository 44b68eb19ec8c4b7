package dev.sotto.jobs.dispatch;

import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The query by which Kubernetes decides how many workers there are: deploy/kubernetes/components/autoscaling. */
@QuarkusTest
class ScalingQueryTest {

    private static final Path MANIFEST = Path.of("../deploy/kubernetes/components/autoscaling/workers.yaml");
    private static final Pattern QUERY = Pattern.compile("query: >-\\n((?: {10}.*\\n)+)");

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void countsTheSecondsOfAudioThatAreInTheQueue() throws Exception {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();

        try (Connection system = SottoTestResource.databases().connect("job", "job_system")) {
            BigDecimal seconds = new BigDecimal(rows(system, query()).get(0));
            assertThat(seconds).isPositive();
            assertThat(seconds)
                    .isEqualByComparingTo(
                            rows("select sum(cost_ms) / 1000 from dispatch").get(0));
        }

        run.says("Done.");
        awaitStatus(user, id, "Completed");
    }

    private static String query() throws Exception {
        Matcher query = QUERY.matcher(Files.readString(MANIFEST));
        assertThat(query.find()).isTrue();
        return query.group(1);
    }
}
