package dev.sotto.testing.tokens;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Mistyped, truncated and guessed API keys, by the thousand. None has a valid checksum, so a service must refuse each
 * with 401 and without a look-up. The same seed gives the same texts.
 */
public final class ForgedKeys {

    private static final int KINDS = 8;
    private static final String DIGITS = "0123456789abcdef";
    private static final int PREFIX = "sotto_".length();

    private final String genuine;
    private final Random random;
    private long made;

    /** @param genuine a valid key: {@code sotto_<id>_<secret><checksum>} */
    public ForgedKeys(String genuine, long seed) {
        this.genuine = genuine;
        this.random = new Random(seed);
    }

    /** Returns an unlimited stream, with all kinds in turn, without the valid key. */
    public Stream<String> texts() {
        return Stream.generate(() -> forged((int) (made++ % KINDS))).filter(text -> !text.equals(genuine));
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
