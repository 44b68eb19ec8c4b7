package dev.sotto.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * What comes of an API key by typing, cutting and guessing, by thousands: nothing of it has a right checksum, so a service
 * refuses all of it (401) without asking anybody. The same seed makes the same texts.
 */
public final class ForgedKeys {

    private static final int AT_ONCE = 32;
    private static final String DIGITS = "0123456789abcdef";
    private static final int PREFIX = "sotto_".length();

    private final String genuine;
    private final Random random;

    /** @param genuine a key as its owner holds it: {@code sotto_<id>_<secret><checksum>} */
    public ForgedKeys(String genuine, long seed) {
        this.genuine = genuine;
        this.random = new Random(seed);
    }

    /** So many texts, none of them the genuine one. */
    public List<String> texts(int count) {
        List<String> texts = new ArrayList<>(count);
        while (texts.size() < count) {
            String text = forged(texts.size() % 8);
            if (!text.equals(genuine)) {
                texts.add(text);
            }
        }
        return texts;
    }

    /**
     * Sends so many of them to an operation that wants its caller known.
     *
     * @return those that were answered otherwise than by 401, each with its status
     */
    public List<String> notRefusedAt(URI operation, int count) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Semaphore slots = new Semaphore(AT_ONCE);
        List<CompletableFuture<String>> answers = texts(count).stream()
                .map(text -> send(client, slots, operation, text))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> !answer.startsWith("401 "))
                .toList();
    }

    private static CompletableFuture<String> send(HttpClient client, Semaphore slots, URI operation, String text) {
        slots.acquireUninterruptibly();
        HttpRequest request = HttpRequest.newBuilder(operation)
                .header("Authorization", "Bearer " + text)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, failure) -> slots.release())
                .thenApply(response -> response.statusCode() + " " + text);
    }

    private String forged(int kind) {
        int place = PREFIX + random.nextInt(genuine.length() - PREFIX);
        return switch (kind) {
            case 0 -> with(place, digit());
            case 1 -> genuine.substring(0, place);
            case 2 -> genuine.substring(0, place) + genuine.substring(place + 1);
            case 3 -> genuine.substring(0, place) + digit() + genuine.substring(place);
            case 4 -> swapped(Math.min(place, genuine.length() - 2));
            case 5 -> genuine.substring(0, genuine.length() - 8) + digits(8);
            case 6 -> genuine.substring(0, place) + genuine.substring(place).toUpperCase(Locale.ROOT);
            default -> "sotto_" + digits(32) + "_" + digits(72);
        };
    }

    private String with(int place, char digit) {
        return genuine.substring(0, place) + digit + genuine.substring(place + 1);
    }

    private String swapped(int place) {
        return genuine.substring(0, place)
                + genuine.charAt(place + 1)
                + genuine.charAt(place)
                + genuine.substring(place + 2);
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(digit());
        }
        return digits.toString();
    }

    private char digit() {
        return DIGITS.charAt(random.nextInt(DIGITS.length()));
    }
}
