package dev.sotto.benchmarks;

import dev.sotto.local.PlatformAdmin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Five hundred people who sign in at the same moment, each from an address of their own. On a thread apart from those who
 * measure, and over connections that are kept from one storm to the next, as a gateway keeps them.
 */
final class SignIns implements AutoCloseable {

    static final int PEOPLE = 500;

    private static final int NOT_FOUND = 404;

    private static final String INSERT = """
            insert into users (id, tenant_id, email, password_hash, role, status, tenant_kind)
            select uuidv7(), tenant_id, 'person' || n || '@sotto.local', password_hash, role, status, tenant_kind
            from users, generate_series(1, ?) n where email = ?
            """;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI service;
    private final String password;

    private SignIns(URI service, String password) {
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(PEOPLE));
        this.service = service;
        this.password = password;
    }

    /** @param superuser of tenant-service's database: all have the password of the platform's administrator */
    static SignIns of(URI service, PlatformAdmin admin, Connection superuser) throws SQLException {
        try (PreparedStatement insert = superuser.prepareStatement(INSERT)) {
            insert.setInt(1, PEOPLE);
            insert.setString(2, admin.email());
            insert.executeUpdate();
        }
        return new SignIns(service, admin.password());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** What became of them. */
    record Outcome(long signedIn, long turnedAway) {}

    /**
     * All at once.
     *
     * @return completes with the last answer; fails when one is neither 200 nor 429
     */
    CompletableFuture<Outcome> storm() {
        List<Future<Integer>> answers =
                IntStream.rangeClosed(1, PEOPLE).mapToObj(this::signIn).toList();
        return Future.all(answers)
                .map(all -> outcome(answers.stream().map(Future::result).toList()))
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** The same people at once, at a door that is not there: what so many requests cost by themselves. */
    CompletableFuture<Void> knock() {
        List<Future<Integer>> answers = IntStream.rangeClosed(1, PEOPLE)
                .mapToObj(person -> send(person, "/api/v1/auth/nowhere"))
                .toList();
        return Future.all(answers)
                .<Void>map(all -> {
                    if (answers.stream().anyMatch(answer -> answer.result() != NOT_FOUND)) {
                        throw new WrongAnswer("knocks were answered with "
                                + answers.stream()
                                        .map(Future::result)
                                        .distinct()
                                        .toList());
                    }
                    return null;
                })
                .toCompletionStage()
                .toCompletableFuture();
    }

    private Future<Integer> signIn(int person) {
        return send(person, "/api/v1/auth/login");
    }

    private Future<Integer> send(int person, String path) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setURI(path)
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Forwarded-For", "198.18." + person / 250 + "." + (1 + person % 250));
        JsonObject credentials = new JsonObject()
                .put("email", "person" + person + "@sotto.local")
                .put("password", password);
        // One inside the other, on the event loop: a thread that asks late for a body waits for ever.
        return client.request(options)
                .compose(request -> request.send(credentials.toBuffer())
                        .compose(response -> response.body().map(body -> response.statusCode())));
    }

    private static Outcome outcome(List<Integer> statuses) {
        long signedIn = statuses.stream().filter(status -> status == 200).count();
        long turnedAway = statuses.stream().filter(status -> status == 429).count();
        if (signedIn == 0 || signedIn + turnedAway != PEOPLE) {
            throw new WrongAnswer("sign-ins were answered with "
                    + statuses.stream().distinct().toList());
        }
        return new Outcome(signedIn, turnedAway);
    }
}
