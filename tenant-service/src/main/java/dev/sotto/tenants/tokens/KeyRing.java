package dev.sotto.tenants.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;

/**
 * The signing keys there are, by name. All are published; the last one signs, but a key that came beside another waits
 * until everybody who verifies has had the time to read of it; while all of them are as new, the eldest signs.
 */
record KeyRing(List<SigningKey> keys) {

    /** Longer than mounted files, the published set's caches and the verifiers' half minute take together. */
    static final Duration HOLD_BACK = Duration.ofMinutes(10);

    KeyRing {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no signing key");
        }
        keys = keys.stream().sorted(Comparator.comparing(SigningKey::name)).toList();
    }

    /** The ring after these keys were found: those that were known keep the time since which they are published. */
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

    /** The public halves (RFC 7517). */
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
