package dev.sotto.jobs.jobs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.testing.TestTimeout;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodyStreamTest {

    private final BodyStream body = new BodyStream(Duration.ofDays(1));

    @Test
    void readerGetsAllBytesInOrder() throws Exception {
        CompletableFuture<String> read = CompletableFuture.supplyAsync(this::readAll);
        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            String piece = "piece " + i + ";".repeat(i % 7);
            body.put(piece.getBytes(US_ASCII)).await().atMost(TestTimeout.DURATION);
            body.put(new byte[0]).await().atMost(TestTimeout.DURATION);
            sent.append(piece);
        }
        body.end();

        assertThat(read.get(TestTimeout.MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(sent.toString());
    }

    @Test
    void senderWaitsUntilThereIsRoom() throws IOException {
        for (int i = 0; i < 3; i++) {
            put("x").assertCompleted();
        }
        UniAssertSubscriber<Void> fourth = put("x");
        fourth.assertNotTerminated();

        assertThat(body.read()).isEqualTo('x');

        fourth.assertCompleted();
    }

    @Test
    void failureReachesReaderAndReleasesSender() {
        for (int i = 0; i < 3; i++) {
            put("x");
        }
        UniAssertSubscriber<Void> fourth = put("x");

        body.fail(new IOException("reset"));

        fourth.assertCompleted();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("reset");
        put("y").assertCompleted();
    }

    @Test
    void closingReleasesAWaitingReader() {
        CompletableFuture<String> read = CompletableFuture.supplyAsync(this::readAll);

        body.close();

        assertThatThrownBy(() -> read.get(TestTimeout.MILLIS, TimeUnit.MILLISECONDS))
                .hasMessageContaining("nobody reads");
    }

    @Test
    void readerGivesUpOnASilentSender() {
        assertThatThrownBy(new BodyStream(Duration.ofMillis(1))::read).hasMessageContaining("no byte");
    }

    private UniAssertSubscriber<Void> put(String piece) {
        return body.put(piece.getBytes(US_ASCII)).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private String readAll() {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            body.transferTo(all);
            return all.toString(US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
