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

/** Tries credentials at doors: forged ones must be refused, and honest ones known. */
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

    /** Each forgery at the door, with its twin before it. */
    void tryAll(Door door, List<Forgery> forgeries) {
        forgeries.forEach(forgery -> {
            mustBeKnown(door, forgery.name(), forgery.twin());
            mustBeRefused(door, forgery.name(), reply(door, forgery.authorization()));
        });
    }

    /** Whoever is known is answered by the operation itself, or told that the own role or key does not do this. */
    void mustBeKnown(Door door, String name, String authorization) {
        Reply reply = Await.until(() -> reply(door, List.of(authorization)), answer -> answer.status() != TOO_MANY);
        if (reply.status() != 200 && !reply.problem().equals("forbidden")) {
            findings.add("the honest twin of " + name + " is not known at " + door + ": " + reply);
        }
    }

    /** Refused once the service has heard what speaks against it. */
    void mustComeToBeRefused(Door door, String name, String authorization) {
        mustBeRefused(
                door, name, Await.until(() -> reply(door, List.of(authorization)), answer -> answer.status() == 401));
    }

    /** What a forged credential is answered tells of nobody. */
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

    /** All that was not as it must be. */
    Collection<String> findings() {
        return new TreeSet<>(findings);
    }
}
