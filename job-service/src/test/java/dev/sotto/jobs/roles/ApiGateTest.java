package dev.sotto.jobs.roles;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiGateTest {

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void serveAWorker() {
        Router router = Router.router(vertx);
        router.route().handler(ApiGate::pass);
        router.route().handler(request -> request.response().end());
        server = joined(vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage());
    }

    @AfterEach
    void close() {
        joined(vertx.close().toCompletionStage());
    }

    @Test
    void workerAnswersForHealthAndMetricsOnly() {
        assertThat(status("/q/health/ready")).isEqualTo(200);
        assertThat(status("/q/metrics")).isEqualTo(200);
        assertThat(status("/api/v1/jobs")).isEqualTo(404);
        assertThat(status("/internal/v1/jobs")).isEqualTo(404);
        assertThat(status("/q/../api/v1/jobs")).isEqualTo(404);
        assertThat(status("/")).isEqualTo(404);
    }

    private int status(String path) {
        return given().port(server.actualPort())
                .urlEncodingEnabled(false)
                .get(path)
                .statusCode();
    }

    private static <T> T joined(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
