package dev.sotto.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySmugglingTest extends GatewayFixture {

    private static final String HIDDEN = "GET /api/v1/jobs/hidden HTTP/1.1\r\nHost: a\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 60\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 60",
                "Content-Length: 0\r\nContent-Length: 60",
                "Content-Length: 60\r\nContent-Length: 60",
                "Content-Length: 0, 60",
                "Content-Length: +60",
                "Content-Length: -1",
                "Content-Length: 0x10",
                "Content-Length : 60",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked\r\nContent-Length: 5",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: Chunked",
                "Transfer-Encoding:\u000bchunked",
                "Host: b",
                "X-A: 1\nTransfer-Encoding: chunked",
                "X-A: 1\rTransfer-Encoding: chunked",
                "X A: 1",
                ": 1",
                "X-A\u0000: 1"
            })
    void ambiguousHeadIsRefusedAndConnectionEnds(String header) throws Exception {
        String response = raw("POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n0\r\n\r\n" + HIDDEN);

        assertThat(response).matches("(?s)HTTP/1.[01] 400 .*").containsOnlyOnce("X-Request-Id");
        assertThat(reached()).isZero();
    }

    @Test
    void foldedHeaderReachesServiceAsOneLine() throws Exception {
        raw(
                "POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: 1\r\n Transfer-Encoding: chunked\r\nContent-Length: "
                        + HIDDEN.length() + "\r\n\r\n" + HIDDEN);

        assertThat(jobs.seen).singleElement().satisfies(request -> {
            assertThat(request.headers().contains("Transfer-Encoding")).isFalse();
            assertThat(request.uri()).isEqualTo("/api/v1/jobs");
        });
    }

    @Test
    void foldedFramingHeaderDoesNotSplitRequest() throws Exception {
        raw(
                "POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
                        + HIDDEN);

        assertThat(reached()).isZero();
    }

    @Test
    void refusesHeadWithBareLineFeeds() throws Exception {
        assertThat(raw("GET /api/v1/jobs HTTP/1.1\nHost: a\n\n" + HIDDEN)).startsWith("HTTP/1.0 400 ");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\n\n",
                "5;\nabc\r\n0\r\n\r\n",
                "-1\r\n\r\n",
                "zz\r\n",
                "0x2\r\nab\r\n0\r\n\r\n",
                "ffffffffffffffff1\r\n",
                "100000000\r\n\r\n",
                "100000002\r\nab\r\n0\r\n\r\n",
                "80000000\r\n",
                "000000002\r\nab\r\n0\r\n\r\n",
                "2\r\nab\r\n100000000\r\n\r\n",
                " 2\r\nab\r\n0\r\n\r\n",
                "2 \r\nab\r\n0\r\n\r\n",
                "2;a\u0000\r\nab\r\n0\r\n\r\n",
                "2\r\nabc\r\n0\r\n\r\n",
                "2\r\nab\r\n;\r\n",
                "0\r\nno trailer\r\n\r\n"
            })
    void invalidChunkClosesConnection(String chunks) throws Exception {
        for (String path : List.of("/api/v1/jobs", "/api/v1/workflows")) {
            String response = raw(
                    "POST " + path + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + HIDDEN);

            assertThat(response)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("malformed-request", "chunks")
                    .containsIgnoringCase("\nconnection: close\r")
                    .containsOnlyOnce("HTTP/1.1 ");
        }
        assertThat(jobs.seen).noneMatch(request -> request.uri().contains("hidden"));
    }

    /** The cuts fall on lines, within a size, in a chunk and in a line end, with requests before and after. */
    @Test
    void validChunksPassHoweverTheyAreSplit() throws Exception {
        List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        jobs.answers(request -> request.bodyHandler(body -> {
            bodies.add(body.toString());
            request.response().end("ok");
        }));
        String chunked = "POST /api/v1/workflows HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\n0\r\n\r\n\r\n00000A; name=\"value\"\r\n0123456789\r\n1\r\n\n\r\n0\r\nX-Trailer: 1\r\n\r\n";
        String all = HIDDEN + chunked + chunked + HIDDEN.replace("Host", "Connection: close\r\nHost");
        for (int piece : new int[] {1, 2, 3, 7, 50, all.length()}) {
            bodies.clear();
            try (Socket socket = socket()) {
                socket.setTcpNoDelay(true);
                for (int at = 0; at < all.length(); at += piece) {
                    socket.getOutputStream()
                            .write(all.substring(at, Math.min(all.length(), at + piece))
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                }
                assertThat(readToEnd(socket).split("HTTP/1.1 200 ", -1))
                        .as("in pieces of " + piece)
                        .hasSize(5);
            }
            assertThat(bodies).containsExactly("", "0\r\n\r\n0123456789\n", "0\r\n\r\n0123456789\n", "");
        }
    }

    @Test
    void invalidChunkIsRefusedInOrder() throws Exception {
        jobs.answers(request -> request.response().end("the first", written -> {}));

        for (String path : List.of("/api/v1/jobs", "/api/v1/workflows")) {
            assertThat(raw("GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\n\r\n" + "POST " + path
                            + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                    .matches("(?s)HTTP/1.1 200 .*the first.*HTTP/1.1 400 .*malformed-request.*");
        }
        assertThat(jobs.seen).hasSize(2);
    }

    @Test
    void pipelinedRequestIsCheckedSeparately() throws Exception {
        String response = raw(
                "GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\n\r\nGET /internal/v1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(response).contains("HTTP/1.1 200 ", "HTTP/1.1 404 ");
        assertThat(reached()).isEqualTo(1);
    }

    @Test
    void connectionEndsAfterRefusedBody() throws Exception {
        String response = raw("POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + HIDDEN);

        assertThat(response).startsWith("HTTP/1.1 404 ").containsOnlyOnce("HTTP/1.1 ");
        assertThat(reached()).isZero();
    }

    @Test
    void limitsTheHead() throws Exception {
        String head = "GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\n";
        assertThat(raw(head + "X-A: " + "a".repeat(17_000) + "\r\n\r\n")).matches("(?s)HTTP/1.[01] 431 .*");
        assertThat(raw(head + ("X-A: " + "a".repeat(100) + "\r\n").repeat(200) + "\r\n"))
                .matches("(?s)HTTP/1.[01] 431 .*");
        assertThat(raw("GET /api/v1/jobs?x=" + "a".repeat(8_200) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] 414 .*");
        assertThat(raw("GET /api/v1/jobs?x=" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] 414 .*");
        assertThat(reached()).isZero();
    }

    @Test
    void tooLargeHeadGetsConnectionClose() throws Exception {
        String head = "GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\n";
        assertThat(raw(head + "X-A: " + "a".repeat(17_000) + "\r\n\r\n")).containsIgnoringCase("\nconnection: close\r");
        assertThat(raw("GET /api/v1/jobs?x=" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .containsIgnoringCase("\nconnection: close\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.2", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9"})
    void supportsOneHttpVersion(String version) throws Exception {
        assertThat(raw("GET /api/v1/jobs " + version + "\r\nHost: a\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 505 .*\\{.*http-version-not-supported.*");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " HTTP", " HTTP/1.1 again", " HTTP/11", " http/1.1", " /x HTTP/1.1"})
    void firstLineWithoutVersionIsRefused(String end) throws Exception {
        assertThat(raw("GET /api/v1/jobs" + end + "\r\nHost: a\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 400 .*\\{.*malformed-request.*");
        assertThat(reached()).isZero();
    }

    @Test
    void unknownHttpVersionClosesConnection() throws Exception {
        assertThat(raw("GET /api/v1/jobs HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n" + HIDDEN))
                .containsOnlyOnce("X-Request-Id")
                .containsIgnoringCase("\nconnection: close\r")
                .doesNotContainIgnoringCase("keep-alive");
        assertThat(reached()).isZero();
    }

    @Test
    void ignoresUpgrade() throws Exception {
        assertThat(raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).contains(" 505 ", "http-version-not-supported");
        raw("GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertThat(jobs.seen)
                .singleElement()
                .satisfies(request ->
                        assertThat(request.headers().contains("Upgrade")).isFalse());
    }
}
