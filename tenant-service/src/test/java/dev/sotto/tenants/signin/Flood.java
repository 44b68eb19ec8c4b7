package dev.sotto.tenants.signin;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** Sends wrong sign-ins over open connections, and repeats each at once whatever the answer is. */
final class Flood {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<Integer> heard = ConcurrentHashMap.newKeySet();
    private final Semaphore answers = new Semaphore(0);
    private final int atOnce;
    private final List<String> addresses;
    private volatile boolean isOver;
    private CompletableFuture<Void> all = CompletableFuture.completedFuture(null);

    Flood(int atOnce, List<String> addresses) {
        this.atOnce = atOnce;
        this.addresses = addresses;
    }

    /** Returns when each has been answered once. */
    void begin() {
        all = CompletableFuture.allOf(IntStream.range(0, atOnce)
                .mapToObj(number -> ask(request(addresses.get(number % addresses.size()), number)))
                .toArray(CompletableFuture[]::new));
        answers.acquireUninterruptibly(atOnce);
    }

    /** Returns the statuses of all answers. */
    Set<Integer> end() {
        isOver = true;
        all.join();
        return Set.copyOf(heard);
    }

    private CompletableFuture<Void> ask(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.discarding()).thenCompose(answer -> {
            heard.add(answer.statusCode());
            answers.release();
            return isOver ? CompletableFuture.completedFuture(null) : ask(request);
        });
    }

    private static HttpRequest request(String address, int number) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString(
                        "{\"email\": \"guess%d@flood.example\", \"password\": \"wrong password\"}".formatted(number)))
                .build();
    }
}
