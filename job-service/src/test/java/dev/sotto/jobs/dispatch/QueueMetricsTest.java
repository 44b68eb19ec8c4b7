package dev.sotto.jobs.dispatch;

import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QueueMetricsTest {

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void processTellsTheQueueAndItsWorkers() {
        await().untilAsserted(() -> assertThat(given().get(metrics).asString())
                .contains(
                        "sotto_queue_waiting ",
                        "sotto_queue_running ",
                        "sotto_queue_oldest_seconds ",
                        "sotto_worker_busy ",
                        "sotto_queue_capacity 2.0",
                        "sotto_worker_capacity 2.0"));
    }
}
