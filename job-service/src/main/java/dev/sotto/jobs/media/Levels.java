package dev.sotto.jobs.media;

/** How loud the tenths of a second of a sound are, in decibels relative to full scale. */
final class Levels {

    private static final double LOWEST = -150;
    private static final int STEPS_A_DECIBEL = 2;
    private static final int BINS = 600;
    /** What is this much below the loudest is a pause. */
    private static final double ACTIVE = 25;

    private static final double SPEECH_ABOVE_FLOOR = 15;
    private static final double SILENCE = -70;
    private static final double DIGITAL_SILENCE = -120;

    private final long[] windows = new long[BINS];
    private long total;

    void add(double meanSquare) {
        double decibels = meanSquare <= 0 ? LOWEST : Math.max(LOWEST, 10 * Math.log10(meanSquare));
        windows[Math.min(BINS - 1, (int) ((decibels - LOWEST) * STEPS_A_DECIBEL))]++;
        total++;
    }

    /** Returns the level that all but {@code share} of the windows stay below. */
    private double quantile(double share) {
        long above = (long) (total * share);
        int bin = BINS - 1;
        for (; bin > 0; bin--) {
            above -= windows[bin];
            if (above < 0) {
                break;
            }
        }
        return LOWEST + (double) bin / STEPS_A_DECIBEL;
    }

    private double loudest() {
        return quantile(0.002);
    }

    /** Returns the mean power of what is not a pause, in decibels. */
    double active() {
        double from = loudest() - ACTIVE;
        double power = 0;
        long counted = 0;
        for (int bin = 1; bin < BINS; bin++) {
            double level = LOWEST + (double) bin / STEPS_A_DECIBEL;
            if (level >= from && windows[bin] > 0) {
                power += windows[bin] * Math.pow(10, level / 10);
                counted += windows[bin];
            }
        }
        return counted == 0 ? LOWEST : 10 * Math.log10(power / counted);
    }

    /** Returns whether it is loud and quiet by turns. Noise is not, and must not be made louder. */
    boolean hasPauses() {
        return loudest() - quantile(0.9) >= SPEECH_ABOVE_FLOOR;
    }

    boolean isSilent() {
        return loudest() <= DIGITAL_SILENCE || active() < SILENCE && !hasPauses();
    }
}
