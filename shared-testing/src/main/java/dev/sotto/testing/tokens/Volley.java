package dev.sotto.testing.tokens;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Sends thousands of bearer credentials over a few open connections. The service must refuse all of them. */
public final class Volley {

    private static final int AT_ONCE = 32;
    private static final int NAMED = 100;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private final List<URI> operations;
    private final Consumer<String> heard;

    /**
     * @param operations operations that need a caller; each credential is sent to one of them, in turn
     * @param heard receives the head and body of each answer, on several threads
     */
    public Volley(List<URI> operations, Consumer<String> heard) {
        this.operations = List.copyOf(operations);
        this.heard = heard;
    }

    /**
     * Sends all credentials.
     *
     * @return the first hundred that got an answer other than 401 as a problem document, each with its answer
     */
    public List<String> notRefused(Stream<String> credentials) {
        int sent = 0;
        for (Iterator<String> each = credentials.iterator(); each.hasNext(); sent++) {
            send(operations.get(sent % operations.size()), each.next());
        }
        slots.acquireUninterruptibly(AT_ONCE);
        slots.release(AT_ONCE);
        return List.copyOf(findings);
    }

    private void send(URI operation, String credential) {
        slots.acquireUninterruptibly();
        HttpRequest request = HttpRequest.newBuilder(operation)
                .header("Authorization", "Bearer " + credential)
                .build();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((response, failure) -> {
                    if (failure == null) {
                        heard.accept(response.headers().map() + response.body());
                    }
                    judge(operation, credential, failure == null ? answer(response) : failure.toString());
                    slots.release();
                });
    }

    private static String answer(HttpResponse<?> response) {
        return response.statusCode() + " "
                + response.headers().firstValue("Content-Type").orElse("no content");
    }

    private void judge(URI operation, String credential, String answer) {
        if (!answer.equals("401 application/problem+json") && findings.size() < NAMED) {
            findings.add(answer + " at " + operation + " for " + credential);
        }
    }
}
