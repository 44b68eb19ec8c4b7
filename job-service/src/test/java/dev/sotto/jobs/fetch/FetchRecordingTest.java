package dev.sotto.jobs.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.runtime.reach.ReachableAddresses;
import dev.sotto.testing.TestTimeout;
import dev.sotto.testing.reach.Canary;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching, and above all what is not fetched: whatever the URL, a server inside gets no connection. */
class FetchRecordingTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final LongConsumer ROOM = bytes -> {};
    private static final Duration A_DAY = Duration.ofDays(1);

    private static Vertx vertx;
    private static RecordingServer server;
    private static List<Canary> canaries;

    @TempDir
    Path directory;

    private final Map<String, List<String[]>> answers = new HashMap<>();
    private final List<String> questions = new ArrayList<>();
    private Path file;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        do {
            server = new RecordingServer();
            canaries = canaries(server.port());
        } while (canaries.isEmpty());
    }

    @AfterAll
    static void stop() {
        server.close();
        canaries.forEach(Canary::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Listens inside at the port of the server; returns nobody if the port is taken there. */
    private static List<Canary> canaries(int port) {
        List<Canary> listening = new ArrayList<>();
        try {
            listening.add(new Canary(InetAddress.getByName(LOOPBACK), port));
            listening.add(new Canary(InetAddress.getByName("::1"), port));
            return listening;
        } catch (IOException taken) {
            listening.forEach(Canary::close);
            server.close();
            return List.of();
        }
    }

    @BeforeEach
    void begin() {
        file = directory.resolve("fetched");
    }

    @AfterEach
    void nobodyReachedACanary() {
        assertThat(canaries).allSatisfy(canary -> assertThat(canary.hits()).isZero());
    }

    @Test
    void savesTheRecordingWithItsName() throws IOException {
        String url = server.serve("/a/C%2B%2B%20talk.mp3?token=1", "sound".getBytes(US_ASCII));

        assertThat(fetched(url).fileName()).isEqualTo("C++ talk.mp3");
        assertThat(file).hasContent("sound");
    }

    @Test
    void senderMayNameTheRecording() {
        String url = server.serve("/download", exchange -> {
            exchange.getResponseHeaders()
                    .set("Content-Disposition", "attachment; filename=\"x.mp3\"; filename*=UTF-8''%C3%9Cbung.mp3");
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write('s');
        });

        assertThat(fetched(url).fileName()).isEqualTo("Übung.mp3");
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndResolvesOnce() {
        server.serve("/a.mp3", "sound".getBytes(US_ASCII));
        answer("recordings.example", new String[] {RecordingServer.ADDRESS}, new String[] {LOOPBACK});

        fetched("http://recordings.example:" + server.port() + "/a.mp3");

        assertThat(file).hasContent("sound");
        assertThat(questions).containsExactly("recordings.example");
    }

    @Test
    void everyHopIsResolvedAndCheckedAgain() {
        String here = "http://recordings.example:" + server.port();
        server.redirect("/first", here + "/second");
        server.serve("/second", "sound".getBytes(US_ASCII));
        answer("recordings.example", new String[] {RecordingServer.ADDRESS}, new String[] {LOOPBACK});

        assertThat(refused(here + "/first")).isEqualTo("no_public_address");
    }

    @Test
    void oneInnerAddressRefusesAHost() {
        answer("mixed.example", new String[] {RecordingServer.ADDRESS, LOOPBACK});

        assertThat(refused("http://mixed.example:" + server.port() + "/")).isEqualTo("no_public_address");
    }

    @Test
    void absentHostAndInnerHostAreRefusedAlike() {
        answer("inner.example", new String[] {LOOPBACK});

        assertThat(catchThrowable(() -> fetched("http://inner.example/")))
                .hasMessage(
                        catchThrowable(() -> fetched("http://absent.example/")).getMessage());
    }

    @Test
    void noFormOfAnInnerAddressIsReached() throws IOException {
        List<String> hosts = hosts();
        assertThat(hosts).hasSizeGreaterThan(120).doesNotHaveDuplicates();
        answer("inner.example", new String[] {LOOPBACK});
        for (String host : hosts) {
            for (String url : List.of("http://" + host + ":" + server.port() + "/", "https://" + host + "/")) {
                assertThat(catchThrowable(() -> fetched(url)))
                        .as(url)
                        .isInstanceOfAny(Problem.class, FetchFailed.class);
            }
        }
    }

    @Test
    void redirectsLeadToNoInnerAddress() throws IOException {
        answer("inner.example", new String[] {LOOPBACK});
        for (String host : hosts()) {
            String location = "http://" + host + ":" + server.port() + "/";
            assertThat(catchThrowable(() -> fetched(server.redirect("/away", location))))
                    .as(location)
                    .isInstanceOfAny(Problem.class, FetchFailed.class);
        }
    }

    private static List<String> hosts() throws IOException {
        try (var in = FetchRecordingTest.class.getResourceAsStream("/fetch/inner-hosts.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "/etc/passwd",
                "file:///etc/passwd",
                "ftp://example.com/a.mp3",
                "gopher://127.0.0.1:6379/_x",
                "jar:http://127.0.0.1!/a",
                "data:audio/wav;base64,AAAA",
                "http:127.0.0.1",
                "http:/127.0.0.1/",
                "http:///127.0.0.1/",
                "http://",
                "http://?x",
                "http://user@example.com/",
                "http://user:password@example.com/",
                "http://example.com@127.0.0.1/",
                "http://127.0.0.1#@example.com/ x",
                "http://example.com:22/",
                "http://example.com:8080/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:-1/",
                "http://example.com:80:80/",
                "http://exa mple.com/",
                "http://example.com/a b",
                "http://example.com\\@127.0.0.1/",
                "http://example.com/\r\nHost: x",
                "http://127。0。0。1/",
                "http://１２７.0.0.1/",
                "http://ⓛocalhost/",
                "http://[::1%25lo]/",
                "http://[::1/",
                "http://%31%32%37.0.0.1/",
                " http://example.com/"
            })
    void urlThatMayNotBeFetchedIsRefusedBeforeItsHostIsResolved(String url) {
        assertThatThrownBy(() -> fetched(url)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(problem.faults().get(0).pointer()).isEqualTo("/url");
        });
        assertThat(questions).isEmpty();
    }

    @Test
    void followsFiveRedirectsAndNoMore() {
        String last = server.serve("/0", "sound".getBytes(US_ASCII));
        for (int i = 1; i <= 6; i++) {
            last = server.redirect("/" + i, i == 3 ? last : "/" + (i - 1));
        }

        assertThat(fetched(last.replace("/6", "/5")).fileName()).isEqualTo("0");
        assertThat(refused(last)).isEqualTo("too_many_redirects");
        assertThat(refused(server.redirect("/loop", "/loop"))).isEqualTo("too_many_redirects");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "http://x@127.0.0.1/", "http://example.com:22/", "//[::1", "http://a b/"})
    void redirectToAUrlThatMayNotBeFetchedIsRefused(String location) {
        assertThat(refused(server.redirect("/away", location))).isEqualTo("redirect");
    }

    @Test
    void otherAnswersAreRefused() {
        assertThat(refused(server.serve("/gone", exchange -> exchange.sendResponseHeaders(410, -1))))
                .isEqualTo("status");
        assertThat(refused(server.serve("/part", exchange -> exchange.sendResponseHeaders(206, -1))))
                .isEqualTo("status");
        assertThat(refused(server.serve("/zipped", exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, 1);
                    exchange.getResponseBody().write('s');
                })))
                .isEqualTo("encoding");
        assertThat(refused("http://" + RecordingServer.ADDRESS + ":80/")).isEqualTo("unreachable");
        assertThat(refused("https://" + RecordingServer.ADDRESS + ":" + server.port() + "/"))
                .isEqualTo("tls");
    }

    @Test
    void countsBytesWhateverIsAnnounced() {
        assertThat(refused(server.serve("/large", new byte[20_001]))).isEqualTo("too_large");
        assertThat(refused(server.serve("/endless", exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] piece = new byte[1_000];
                    for (int i = 0; i < 1_000; i++) {
                        exchange.getResponseBody().write(piece);
                    }
                })))
                .isEqualTo("too_large");
    }

    @Test
    void asksForRoomBeforeTheFirstByteAndWhileBytesArrive() {
        List<Long> asked = new ArrayList<>();

        join(fetch(server.serve("/a", new byte[10_000]), asked::add, A_DAY, TestTimeout.DURATION));

        assertThat(asked.get(0)).isEqualTo(10_000);
        assertThat(asked.get(asked.size() - 1)).isEqualTo(10_000);
    }

    @Test
    void incompleteRecordingIsRefused() {
        assertThat(refused(server.serve("/cut", exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write(new byte[500]);
                    exchange.getResponseBody().flush();
                })))
                .isEqualTo("interrupted");
    }

    @Test
    void sendersThatTakeTooLongAreLeft() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        String url = server.serve("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            done.join();
        });

        Throwable refusal = catchThrowable(() -> join(fetch(url, ROOM, Duration.ofMillis(300), TestTimeout.DURATION)));
        Throwable silent = catchThrowable(() -> join(fetch(url, ROOM, A_DAY, Duration.ofMillis(300))));
        done.complete(null);

        assertThat(reason(refusal)).isEqualTo("timeout");
        assertThat(reason(silent)).isEqualTo("timeout");
        assertThat(silent).hasMessageContaining("silent");
    }

    @Test
    void serverThatAnswersNothingIsSilentToo() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        String url = server.serve("/dumb", exchange -> done.join());

        Throwable silent = catchThrowable(() -> join(fetch(url, ROOM, A_DAY, Duration.ofMillis(300))));
        done.complete(null);

        assertThat(reason(silent)).isEqualTo("timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void redirectToNowhereIsRefused(String location) {
        assertThat(refused(server.redirect("/nowhere", location))).isEqualTo("redirect");
    }

    private void answer(String host, String[]... addresses) {
        answers.put(host, new ArrayList<>(List.of(addresses)));
    }

    /** The first answer for each question is given once, the last one for ever; addresses answer for themselves. */
    private List<InetAddress> resolve(String host) throws UnknownHostException {
        questions.add(host);
        List<String[]> left = answers.get(host);
        if (left == null) {
            if (host.endsWith(".example")) {
                throw new UnknownHostException(host);
            }
            return List.of(InetAddress.getAllByName(host));
        }
        List<InetAddress> found = new ArrayList<>();
        for (String address : left.size() > 1 ? left.remove(0) : left.get(0)) {
            found.add(InetAddress.getByName(address));
        }
        return found;
    }

    private String refused(String url) {
        return reason(catchThrowable(() -> fetched(url)));
    }

    private static String reason(Throwable refusal) {
        assertThat(refusal).isInstanceOf(FetchFailed.class);
        return ((FetchFailed) refusal).reason();
    }

    private FetchRecording.Fetched fetched(String url) {
        return join(fetch(url, ROOM, A_DAY, TestTimeout.DURATION));
    }

    private static FetchRecording.Fetched join(CompletableFuture<FetchRecording.Fetched> fetched) {
        try {
            return fetched.orTimeout(TestTimeout.MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : e;
        }
    }

    private CompletableFuture<FetchRecording.Fetched> fetch(
            String url, LongConsumer room, Duration longest, Duration silence) {
        FetchSettings settings = new TestFetchSettings(Set.of(80, 443, server.port()), silence);
        FetchRecording fetch = new FetchRecording(
                this::resolve,
                new ReachableAddresses(settings.allowedAddresses().orElseThrow()),
                new BlockingExecutor(),
                settings,
                vertx);
        CompletableFuture<FetchRecording.Fetched> done = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(run -> fetch.fetch(url, file, longest, new Room(room))
                        .subscribe()
                        .with(done::complete, done::completeExceptionally));
        return done.whenComplete((fetched, failure) -> fetch.stop());
    }

    private record Room(LongConsumer asked) implements Arrival {

        @Override
        public void announced(@Nullable Long bytes) {
            if (bytes != null) {
                asked.accept(bytes);
            }
        }

        @Override
        public void arrived(long bytes) {
            asked.accept(bytes);
        }
    }
}
