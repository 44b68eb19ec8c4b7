package dev.sotto.jobs.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.runtime.reach.NameServer;
import dev.sotto.runtime.reach.ReachableAddresses;
import dev.sotto.testing.TestTimeout;
import dev.sotto.testing.reach.Canary;
import dev.sotto.testing.reach.DnsServer;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name server that answers with a public address first and with an inner one later leads nobody inside. */
class DnsRebindingTest {

    private static final String HOST = "rebinding.example";
    private static final String PUBLIC = RecordingServer.ADDRESS;
    private static final String INNER = "127.0.0.1";

    private static Vertx vertx;
    private static RecordingServer server;
    private static Canary canary;
    private static DnsServer dns;
    private static NameServer names;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        do {
            server = new RecordingServer();
            canary = Canary.at(INNER, server.port());
        } while (canary == null);
        dns = new DnsServer();
        names = new NameServer(dns.address());
    }

    @AfterAll
    static void stop() {
        names.close();
        dns.close();
        canary.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void nobodyReachedTheCanary() {
        assertThat(canary.hits()).isZero();
    }

    @Test
    void connectsToTheFirstAnswerOnly() {
        dns.answer(HOST, new String[] {PUBLIC}, new String[] {INNER});
        server.serve("/a.mp3", "sound".getBytes(US_ASCII));

        fetch("/a.mp3");

        assertThat(directory.resolve("fetched")).hasContent("sound");
        assertThat(dns.questions()).containsOnlyOnce(HOST);
    }

    @Test
    void redirectIsResolvedAnewAndRefused() {
        dns.answer(HOST, new String[] {PUBLIC}, new String[] {INNER});
        server.redirect("/first", url("/second"));

        assertRefused("/first");
    }

    @Test
    void nextAttemptIsResolvedAnewAndRefused() {
        dns.answer(HOST, new String[] {PUBLIC}, new String[] {INNER});
        server.serve("/again.mp3", "sound".getBytes(US_ASCII));
        fetch("/again.mp3");

        assertRefused("/again.mp3");
    }

    @Test
    void oneInnerAddressAmongPublicOnesRefusesTheHost() {
        dns.answer(HOST, new String[] {PUBLIC, INNER});
        assertRefused("/");

        dns.answer(HOST, new String[] {PUBLIC, "::1"});
        assertRefused("/");

        dns.answer(HOST, new String[] {PUBLIC, "::ffff:0:7f00:1"});
        assertRefused("/");
    }

    @Test
    void knowsNoOtherNamesThanTheServer() throws UnknownHostException {
        assertThatThrownBy(() -> names.resolve("localhost")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> names.resolve("absent.example")).isInstanceOf(UnknownHostException.class);
        dns.answer("both.example", new String[] {"192.0.2.1", "2001:db8::1"});
        assertThat(names.resolve("both.example"))
                .containsExactlyInAnyOrder(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"));
    }

    private static String url(String path) {
        return "http://" + HOST + ":" + server.port() + path;
    }

    private void assertRefused(String path) {
        assertThatThrownBy(() -> fetch(path))
                .isInstanceOfSatisfying(
                        FetchFailed.class, failed -> assertThat(failed.reason()).isEqualTo("no_public_address"));
    }

    private void fetch(String path) {
        FetchSettings settings = new TestFetchSettings(Set.of(server.port()), TestTimeout.DURATION);
        FetchRecording recording = new FetchRecording(
                names,
                new ReachableAddresses(settings.allowedAddresses().orElseThrow()),
                new BlockingExecutor(),
                settings,
                vertx);
        CompletableFuture<FetchRecording.Fetched> done = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(run -> recording
                        .fetch(url(path), directory.resolve("fetched"), TestTimeout.DURATION, new Anything())
                        .subscribe()
                        .with(done::complete, done::completeExceptionally));
        try {
            done.orTimeout(TestTimeout.MILLIS, TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : e;
        } finally {
            recording.stop();
        }
    }

    private static final class Anything implements Arrival {

        @Override
        public void announced(@Nullable Long bytes) {}

        @Override
        public void arrived(long bytes) {}
    }
}
