package dev.sotto.benchmarks;

import dev.sotto.local.PlatformAdmin;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
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
 * Five hundred people sign in at the same moment, each from a different address. A person who is refused tries again at
 * the time that the answer names. Runs on a separate thread, over connections that stay open between storms, as a
 * gateway's do.
 */
final class SignIns implements AutoCloseable {

    static final int PEOPLE = 500;

    private static final int TRIES = 20;

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

    /**
     * @param superuser a connection to tenant-service's database; all people get the password of the platform's
     *     administrator
     */
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

    /**
     * The result of a storm.
     *
     * @param refused how often people were told to try again
     * @param tries the maximum number of tries of one person
     */
    record Outcome(int refused, int tries) {}

    /**
     * Starts all sign-ins at once.
     *
     * @return completes when everyone is signed in; fails if an answer is neither 200 nor 429, or if somebody is
     *     refused too often
     */
    CompletableFuture<Outcome> storm() {
        List<Future<Integer>> people = IntStream.rangeClosed(1, PEOPLE)
                .mapToObj(person -> signIn(person, 1))
                .toList();
        return Future.all(people)
                .map(all -> people.stream()
                        .map(Future::result)
                        .map(tries -> new Outcome(tries - 1, tries))
                        .reduce(new Outcome(0, 0), SignIns::both))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static Outcome both(Outcome some, Outcome others) {
        return new Outcome(some.refused + others.refused, Math.max(some.tries, others.tries));
    }

    /** Returns the number of tries, including earlier ones. */
    private Future<Integer> signIn(int person, int tries) {
        // Nested on the event loop: a callback that asks late for a body would wait for ever.
        return client.request(login(person))
                .compose(request -> request.send(credentials(person))
                        .compose(response -> response.body().compose(body -> answered(person, tries, response))));
    }

    private Future<Integer> answered(int person, int tries, HttpClientResponse response) {
        if (response.statusCode() == 200) {
            return Future.succeededFuture(tries);
        }
        if (response.statusCode() != 429 || tries == TRIES) {
            return Future.failedFuture(
                    new WrongAnswer("sign-in " + tries + " of one was answered with " + response.statusCode()));
        }
        Promise<Void> later = Promise.promise();
        vertx.setTimer(1000L * Integer.parseInt(response.getHeader("Retry-After")), now -> later.complete());
        return later.future().compose(now -> signIn(person, tries + 1));
    }

    private RequestOptions login(int person) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setURI("/api/v1/auth/login")
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Forwarded-For", "198.18." + person / 250 + "." + (1 + person % 250));
    }

    private Buffer credentials(int person) {
        return new JsonObject()
                .put("email", "person" + person + "@sotto.local")
                .put("password", password)
                .toBuffer();
    }
}
