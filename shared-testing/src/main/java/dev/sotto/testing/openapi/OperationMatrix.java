package dev.sotto.testing.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.testing.tokens.SignedTokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Calls every operation of a service's OpenAPI document without a token, with every kind of invalid token, and in each
 * role with ids that do not exist. It reads the document, so new operations are included automatically, and
 * undocumented ones are not called.
 */
public final class OperationMatrix {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Also in the past for a service whose clock stopped at its start. */
    private static final Instant YESTERDAY = Clock.systemUTC().instant().minus(Duration.ofDays(1));

    private final URI service;
    private final SignedTokens tokens;
    private final Set<String> publicOperations;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> findings = new ArrayList<>();

    /**
     * @param service the service's address, for example {@code http://127.0.0.1:8081}
     * @param tokens the issuer whose key the service knows
     * @param publicOperations the ids of operations that need no token
     */
    public OperationMatrix(URI service, SignedTokens tokens, Set<String> publicOperations) {
        this.service = service;
        this.tokens = tokens;
        this.publicOperations = publicOperations;
    }

    /**
     * Returns the violations. Without a valid token, the answer must be 401 as a problem document. No call may get a
     * 5xx, or succeed in reading, changing or deleting a resource that does not exist.
     */
    public List<String> findings() {
        findings.clear();
        List<Operation> operations = operations();
        List<String> ids = operations.stream().map(Operation::id).toList();
        publicOperations.stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> findings.add(id + ": listed as public, but there is no such operation"));
        for (Operation operation : operations) {
            if (!publicOperations.contains(operation.id())) {
                forged().forEach((kind, token) -> mustBeUnauthenticated(operation, kind, token));
            }
            good().forEach((role, token) -> mustNotSucceed(operation, role, token));
        }
        return List.copyOf(findings);
    }

    private void mustBeUnauthenticated(Operation operation, String kind, String token) {
        HttpResponse<?> response = send(operation, token);
        String type = response.headers().firstValue("Content-Type").orElse("no content");
        if (response.statusCode() != 401 || !type.startsWith("application/problem+json")) {
            findings.add(
                    operation + " with " + kind + ": " + response.statusCode() + " " + type + ", not 401 as a problem");
        }
    }

    private void mustNotSucceed(Operation operation, String role, String token) {
        int status = send(operation, token).statusCode();
        boolean succeeds =
                status < 300 && operation.namesOne() && !operation.method().equals("POST");
        if (status >= 500 || succeeds) {
            findings.add(operation + " as " + role + " with ids that nobody has: " + status);
        }
    }

    /** Invalid credentials; the empty text means no header. */
    private Map<String, String> forged() {
        UUID tenant = UUID.randomUUID();
        UUID reseller = UUID.randomUUID();
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("no token", "");
        forged.put(
                "an expired token",
                tokens.admin(tenant, reseller).issuedAt(YESTERDAY).sign());
        forged.put(
                "a foreign issuer",
                tokens.admin(tenant, reseller).issuer("https://issuer.invalid").sign());
        forged.put("a foreign key", tokens.admin(tenant, reseller).signWithForeignKey());
        forged.put(
                "a wrong audience",
                tokens.admin(tenant, reseller).audience("somebody-else").sign());
        forged.put("an unsigned token", tokens.admin(tenant, reseller).unsigned());
        forged.put("the public key as a secret", tokens.admin(tenant, reseller).signWithPublicKeyAsSecret());
        return forged;
    }

    private Map<String, String> good() {
        UUID tenant = UUID.randomUUID();
        UUID reseller = UUID.randomUUID();
        Map<String, String> good = new LinkedHashMap<>();
        good.put("PlatformAdmin", tokens.platformAdmin().sign());
        good.put("ResellerAdmin", tokens.resellerAdmin(reseller).sign());
        good.put("Admin", tokens.admin(tenant, reseller).sign());
        good.put("User", tokens.user(tenant, reseller).sign());
        return good;
    }

    private HttpResponse<?> send(Operation operation, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(operation.pathWithFreshIds()))
                .header("Content-Type", operation.contentType())
                .method(
                        operation.method(),
                        operation.hasBody() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> response = send(request.build(), BodyHandlers.ofInputStream());
        read(response);
        return response;
    }

    /** A stream of events may go on for ever; its head says enough. */
    private static void read(HttpResponse<InputStream> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        try (InputStream body = response.body()) {
            if (!type.startsWith("text/event-stream")) {
                body.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new IllegalStateException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<Operation> operations() {
        try {
            URI document = service.resolve("/q/openapi?format=json");
            JsonNode api = JSON.readTree(send(HttpRequest.newBuilder(document).build(), BodyHandlers.ofString())
                    .body());
            List<Operation> operations = new ArrayList<>();
            api.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(member -> METHODS.contains(member.getKey()))
                            .forEach(method ->
                                    operations.add(Operation.of(path.getKey(), method.getKey(), method.getValue()))));
            if (operations.isEmpty()) {
                throw new IllegalStateException("no operation in " + document);
            }
            return operations;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One operation of the document, with the first content type that it accepts. */
    private record Operation(String id, String method, String path, boolean hasBody, String contentType) {
        static Operation of(String path, String method, JsonNode operation) {
            var types = operation.path("requestBody").path("content").fieldNames();
            boolean hasBody = types.hasNext();
            return new Operation(
                    operation.path("operationId").asText(),
                    method.toUpperCase(java.util.Locale.ROOT),
                    path,
                    hasBody,
                    hasBody ? types.next() : "application/json");
        }

        boolean namesOne() {
            return path.contains("{");
        }

        String pathWithFreshIds() {
            return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        }

        @Override
        public String toString() {
            return id + " (" + method + " " + path + ")";
        }
    }
}
