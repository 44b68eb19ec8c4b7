package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.TestTimeout;
import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Clients that disconnect before their response arrives. */
class GatewayHangUpsTest extends GatewayFixture {

    private static final int MANY = 60;
    private static final int ROUNDS = 10;

    // While the gateway answers these requests, a client's disconnect and its response are both waiting in the queue.
    private static final byte[] BUSY =
            "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_500).getBytes(ISO_8859_1);

    @Test
    void disconnectsAreNotLogged() throws Exception {
        BlockingQueue<HttpServerRequest> waiting = new LinkedBlockingQueue<>();
        jobs.answers(waiting::add);
        try (Heard heard = new Heard()) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Socket> clients = new ArrayList<>();
                List<HttpServerRequest> requests = new ArrayList<>();
                for (int i = 0; i < MANY; i++) {
                    Socket client = socket();
                    client.getOutputStream().write("GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
                    clients.add(client);
                    requests.add(waiting.poll(TestTimeout.SECONDS, TimeUnit.SECONDS));
                }
                try (Socket busy = socket()) {
                    busy.getOutputStream().write(BUSY);
                    busy.getOutputStream().flush();
                    for (int i = 0; i < MANY; i++) {
                        clients.get(i).close();
                        requests.get(i).response().end("nobody hears it").onComplete(written -> {});
                    }
                    busy.getInputStream().readNBytes(100_000);
                }
            }
            jobs.forget();
            assertThat(send(to("/api/v1/jobs")).statusCode()).isEqualTo(200);

            assertThat(heard.lines).isEmpty();
        }
    }

    private static final class Heard extends Handler implements AutoCloseable {
        final List<String> lines = new CopyOnWriteArrayList<>();

        Heard() {
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLoggerName() + ": " + line.getMessage() + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }
}
