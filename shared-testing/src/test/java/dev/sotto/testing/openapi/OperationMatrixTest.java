package dev.sotto.testing.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sotto.testing.tokens.SignedTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationMatrixTest {
    private static final String API = """
            {"paths": {
              "/api/v1/parrots": {
                "post": {"operationId": "createParrot", "requestBody": {"content": {"application/json": {}}}}},
              "/api/v1/parrots/{id}": {"parameters": [], "get": {"operationId": "getParrot"}}}}""";

    private final SignedTokens tokens = new SignedTokens(SignedTokens.ISSUER);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/q/openapi", exchange -> answer(exchange, 200, "application/json", API));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void acceptsServiceThatRefusesForgeries() {
        service(this::isSigned, 404);

        assertThat(matrix(Set.of()).findings()).isEmpty();
    }

    @Test
    void findsServiceThatIgnoresTokens() {
        service(authorization -> true, 404);

        assertThat(matrix(Set.of()).findings()).hasSize(2 * 7).allMatch(finding -> finding.contains("not 401"));
        assertThat(matrix(Set.of("createParrot")).findings())
                .hasSize(7)
                .allMatch(finding -> finding.startsWith("getParrot"));
    }

    @Test
    void findsSuccessWithUnknownIds() {
        service(this::isSigned, 200);

        assertThat(matrix(Set.of()).findings())
                .hasSize(4)
                .allMatch(finding -> finding.matches("getParrot .* as \\w+ with ids that nobody has: 200"));
    }

    @Test
    void findsInternalError() {
        service(this::isSigned, 500);

        assertThat(matrix(Set.of()).findings()).hasSize(8);
    }

    @Test
    void findsUnknownPublicOperation() {
        service(this::isSigned, 404);

        assertThat(matrix(Set.of("signIn")).findings())
                .singleElement()
                .asString()
                .startsWith("signIn: listed as public");
    }

    private OperationMatrix matrix(Set<String> publicOperations) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new OperationMatrix(base, tokens, publicOperations);
    }

    /**
     * Starts a service that accepts the tokens matched by {@code accepted}, and always answers these with {@code
     * status}.
     */
    private void service(Predicate<String> accepted, int status) {
        server.createContext("/api", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            boolean isIn = accepted.test(authorization == null ? "" : authorization);
            answer(exchange, isIn ? status : 401, "application/problem+json", "{}");
        });
    }

    private boolean isSigned(String authorization) {
        try {
            new JwtConsumerBuilder()
                    .setVerificationKey(tokens.verificationKey())
                    .setExpectedIssuer(tokens.issuer())
                    .setExpectedAudience("sotto")
                    .setRequireExpirationTime()
                    .build()
                    .processToClaims(authorization.replace("Bearer ", ""));
            return true;
        } catch (InvalidJwtException e) {
            return false;
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
