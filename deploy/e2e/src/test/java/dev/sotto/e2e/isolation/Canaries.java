package dev.sotto.e2e.isolation;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words that only some callers may see, and where they were seen wrongly. */
public final class Canaries {
    /** The form of a canary, and of the unique part of a walk-through. The map says which of them are known. */
    private static final Pattern WORD =
            Pattern.compile("cnry[a-z][0-9a-f]{14}|(?<![0-9a-f])[0-9a-f]{8}(?![0-9a-f])", Pattern.CASE_INSENSITIVE);
    /** The form of tokens, keys and secrets. */
    private static final Pattern LONG_TEXT = Pattern.compile("[A-Za-z0-9_-]{32,}");

    private static final Canaries OF_THIS_RUN = new Canaries();

    private final Map<String, Canary> words = new ConcurrentHashMap<>();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final Collection<String> findings = new ConcurrentLinkedQueue<>();
    private final AtomicLong texts = new AtomicLong();
    private final AtomicLong characters = new AtomicLong();

    private record Canary(Secrecy secrecy, Supplier<Party> owner) {}

    /** Returns the canaries of this JVM, which all its tests share. */
    public static Canaries ofThisRun() {
        return OF_THIS_RUN;
    }

    /** Creates a new word; its owner may become known later. */
    String word(Secrecy secrecy, Supplier<Party> owner) {
        String word = "cnry" + secrecy.letter()
                + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
        words.put(word, new Canary(secrecy, owner));
        return word;
    }

    String word(Secrecy secrecy, Party owner) {
        return word(secrecy, () -> owner);
    }

    /** Registers an existing word as a canary. */
    void adopt(String word, Secrecy secrecy, Party owner) {
        words.put(word, new Canary(secrecy, () -> owner));
    }

    /** Registers a token, key or password. No log, record or file may contain it. */
    void secret(@Nullable String secret) {
        if (secret != null && !secret.isEmpty()) {
            Matcher parts = LONG_TEXT.matcher(secret);
            String last = null;
            while (parts.find()) {
                last = parts.group();
            }
            // Of a token only the signature, because many tokens share the other parts.
            if (last != null) {
                secrets.add(last);
            }
        }
    }

    int count() {
        return words.size();
    }

    /** Returns how much was scanned, as text for people. */
    String summary() {
        return "%,d texts of %,d characters scanned for %,d canaries and %,d secrets: %d findings"
                .formatted(texts.get(), characters.get(), words.size(), secrets.size(), findings.size());
    }

    Collection<String> findings() {
        return findings;
    }

    /** Scans a text that a caller received, with its request. */
    void given(@Nullable Party viewer, String text, Supplier<String> request) {
        scan(
                text,
                (secrecy, owner) -> viewer != null && secrecy.mayBeSeen(viewer, owner),
                () -> viewer + " was given",
                request);
    }

    /** Scans a stored text. It may contain only the words that {@code mayStand} allows, and no secrets. */
    void found(String text, BiPredicate<Secrecy, Party> mayStand, Supplier<String> place) {
        scan(text, mayStand, () -> "there stands", place);
        Matcher parts = LONG_TEXT.matcher(text);
        while (parts.find()) {
            if (secrets.contains(parts.group())) {
                findings.add("a token, key or secret stands in " + place.get() + ": "
                        + around(text, parts.start(), parts.start()));
            }
        }
    }

    /** Returns the owners of the words in a text. */
    Stream<Party> ownersIn(String text) {
        return WORD.matcher(text)
                .results()
                .map(found -> words.get(found.group().toLowerCase(Locale.ROOT)))
                .filter(Objects::nonNull)
                .map(canary -> canary.owner().get());
    }

    private void scan(String text, BiPredicate<Secrecy, Party> allowed, Supplier<String> what, Supplier<String> where) {
        texts.incrementAndGet();
        characters.addAndGet(text.length());
        Matcher found = WORD.matcher(text);
        while (found.find()) {
            Canary canary = words.get(found.group().toLowerCase(Locale.ROOT));
            if (canary != null && !allowed.test(canary.secrecy(), canary.owner().get())) {
                findings.add("%s a word of %s of %s: %s — %s"
                        .formatted(
                                what.get(),
                                canary.secrecy(),
                                canary.owner().get(),
                                around(text, found.start(), found.end()),
                                where.get()));
            }
        }
    }

    private static String around(String text, int start, int end) {
        return text.substring(Math.max(0, start - 80), Math.min(text.length(), end + 40))
                .replace('\n', ' ');
    }
}
