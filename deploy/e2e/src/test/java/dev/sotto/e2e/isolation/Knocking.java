package dev.sotto.e2e.isolation;

import dev.sotto.e2e.isolation.Client.Reply;
import dev.sotto.local.walk.Await;
import dev.sotto.testing.TestTimeout;
import dev.sotto.testing.tokens.Forgery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Tries credentials at doors. Forged ones must be refused, and valid ones accepted. */
final class Knocking {

    private static final int TOO_MANY = 429;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong requests = new AtomicLong();
    private final long start = System.nanoTime();
    private final Collection<String> findings = new ConcurrentLinkedQueue<>();
    private final Canaries canaries;

    Knocking(Canaries canaries) {
        this.canaries = canaries;
    }

    /** Tries each forgery at the door, after its valid twin. */
    void tryAll(Door door, List<Forgery> forgeries) {
        forgeries.forEach(forgery -> {
            mustBeKnown(door, forgery.name(), forgery.twin());
            mustBeRefused(door, forgery.name(), reply(door, forgery.authorization()));
        });
    }

    /** A known caller gets the operation's own answer, or learns that the role or key does not allow it. */
    void mustBeKnown(Door door, String name, String authorization) {
        Reply reply = Await.until(() -> reply(door, List.of(authorization)), answer -> answer.status() != TOO_MANY);
        if (reply.status() != 200 && !reply.problem().equals("forbidden")) {
            findings.add("the honest twin of " + name + " is not known at " + door + ": " + reply);
        }
    }

    /** Waits until the service has received the event that invalidates the credential, and refuses it. */
    void mustComeToBeRefused(Door door, String name, String authorization) {
        mustBeRefused(
                door, name, Await.until(() -> reply(door, List.of(authorization)), answer -> answer.status() == 401));
    }

    /** The answer to a forged credential must not contain anybody's words. */
    void heardByNobody(String answer) {
        canaries.given(null, answer, () -> "for a forged credential");
    }

    private void mustBeRefused(Door door, String name, Reply reply) {
        heardByNobody(reply.body());
        if (reply.status() != 401 || !reply.problem().equals("unauthenticated")) {
            findings.add(name + " at " + door + ": 401 as a problem was expected, but came " + reply);
        }
    }

    Reply reply(Door door, List<String> authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(door.operation()).timeout(TestTimeout.DURATION);
        authorization.forEach(value -> request.header("Authorization", value));
        requests.incrementAndGet();
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException(door + " with " + authorization, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void report(String what, String more) {
        System.out.println(String.format(
                Locale.ROOT,
                "forged credentials: %s, %,d requests one by one, %.1f s, %d findings; %s",
                what,
                requests.get(),
                (System.nanoTime() - start) / 1e9,
                findings.size(),
                more));
    }

    /** Returns all violations. */
    Collection<String> findings() {
        return new TreeSet<>(findings);
    }
}
