package dev.sotto.tenants.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKeySet;

/**
 * The signing keys, ordered by name. All are published, and the last one signs. A new key waits until all verifiers
 * have had time to read it. While all keys are that new, the oldest signs.
 */
record KeyRing(List<SigningKey> keys) {

    /**
     * Longer than the delays of mounted files, the caches of the published key set, and the verifiers' half minute
     * together.
     */
    static final Duration HOLD_BACK = Duration.ofMinutes(10);

    KeyRing {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no signing key");
        }
        keys = keys.stream().sorted(Comparator.comparing(SigningKey::name)).toList();
    }

    /** Returns the ring after these keys were found. Known keys keep their publication time. */
    KeyRing after(List<SigningKey> found) {
        return found.isEmpty()
                ? this
                : new KeyRing(found.stream().map(this::known).toList());
    }

    SigningKey signing(Instant now) {
        SigningKey signing =
                keys.stream().min(Comparator.comparing(SigningKey::since)).orElseThrow();
        for (SigningKey key : keys) {
            signing = key.since().plus(HOLD_BACK).isAfter(now) ? signing : key;
        }
        return signing;
    }

    /**
     * Returns what may be the successor of a refresh token: first by the key that signs now, then by the others, one of
     * which may have been in use when the token was exchanged.
     */
    List<String> successorsOf(String refreshToken, Instant now) {
        SigningKey signing = signing(now);
        return Stream.concat(Stream.of(signing), keys.stream().filter(key -> key != signing))
                .map(key -> key.successorOf(refreshToken))
                .toList();
    }

    /** Returns the public keys (RFC 7517). */
    String jwks() {
        return new JsonWebKeySet(keys.stream().map(SigningKey::published).toList()).toJson();
    }

    private SigningKey known(SigningKey found) {
        return keys.stream()
                .filter(key -> key.id().equals(found.id()))
                .findFirst()
                .map(known -> new SigningKey(found.name(), found.key(), found.published(), known.since()))
                .orElse(found);
    }
}
