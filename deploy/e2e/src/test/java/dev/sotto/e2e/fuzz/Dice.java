package dev.sotto.e2e.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Makes all random choices for one request. */
final class Dice {
    private static final int HUNDRED = 100;

    private final SplittableRandom random;

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** The same seed and number give the same choices, independent of other requests. */
    static Dice of(long seed, long number) {
        return new Dice(new SplittableRandom(new SplittableRandom(seed).nextLong() + number));
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both bounds are inclusive. */
    long between(long from, long to) {
        return to == Long.MAX_VALUE ? random.nextLong(from, to) : random.nextLong(from, to + 1);
    }

    boolean chance(int percent) {
        return below(HUNDRED) < percent;
    }

    String hex(int digits) {
        StringBuilder text = new StringBuilder();
        while (text.length() < digits) {
            text.append(Character.forDigit(below(16), 16));
        }
        return text.toString();
    }
}
