package dev.sotto.jobs.roles;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.Sotto;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WorkerOnlyTest.Worker.class)
class WorkerOnlyTest {

    /** Only transcribes. */
    public static class Worker implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sotto.roles", "worker");
        }
    }

    @Test
    void answersForHealthAndMetricsOnly() {
        assertThat(given().get(Sotto.JOBS).statusCode()).isEqualTo(404);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/metrics").asString())
                .contains("sotto_queue_waiting", "sotto_queue_oldest_seconds", "sotto_worker_capacity");
    }
}
