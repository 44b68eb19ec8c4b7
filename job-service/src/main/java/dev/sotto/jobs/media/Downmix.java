package dev.sotto.jobs.media;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a track's channels become one.
 *
 * @param weights what each channel is multiplied with
 * @param chosen whether a channel was left out that would cancel another
 */
record Downmix(float[] weights, boolean chosen, boolean clipped) {

    /** Forty decibels below the loudest channel: it counts, but does not make the others quieter. */
    private static final double AUDIBLE = 1e-4;
    /** Levels between these are left as they are, unless samples are above full scale. */
    private static final double LOUD = -20;

    private static final double QUIET = -38;
    private static final double GOOD = -15;
    /** Not below this for the sake of single peaks, which are cut off then. */
    private static final double AT_LEAST = -23;

    private static final double HIGHEST_PEAK = -0.5;

    /** Mixes all channels, so that each voice is heard. */
    static Downmix of(SoundMeter meter) {
        boolean[] kept = withoutCancelling(meter);
        double weight = 1.0 / Math.max(1, audible(meter, kept));
        double gain = gain(level(meter, kept, weight), weight * peaks(meter, kept), meter.together());
        float[] weights = new float[kept.length];
        boolean chosen = false;
        boolean clipped = false;
        for (int channel = 0; channel < kept.length; channel++) {
            weights[channel] = kept[channel] ? (float) (weight * gain) : 0;
            chosen |= !kept[channel];
            clipped |= kept[channel] && meter.isClipped(channel);
        }
        return new Downmix(weights, chosen, clipped);
    }

    /** Takes one channel. */
    static Downmix of(SoundMeter meter, int channel) {
        Levels levels = meter.levels(channel);
        float[] weights = new float[meter.channels()];
        weights[channel] = (float) gain(levels.active(), meter.peak(channel), levels);
        return new Downmix(weights, false, meter.isClipped(channel));
    }

    private static boolean[] withoutCancelling(SoundMeter meter) {
        boolean[] kept = new boolean[meter.channels()];
        Arrays.fill(kept, true);
        for (SoundMeter.Pair pair : meter.comparedPairs()) {
            if (kept[pair.first] && kept[pair.second] && pair.cancels()) {
                boolean firstIsLouder = meter.energy(pair.first) >= meter.energy(pair.second);
                kept[firstIsLouder ? pair.second : pair.first] = false;
            }
        }
        return kept;
    }

    private static IntStream channels(boolean[] kept) {
        return IntStream.range(0, kept.length).filter(channel -> kept[channel]);
    }

    private static long audible(SoundMeter meter, boolean[] kept) {
        double loudest = channels(kept).mapToDouble(meter::energy).max().orElse(0);
        return channels(kept)
                .filter(channel -> meter.energy(channel) > AUDIBLE * loudest)
                .count();
    }

    /** Returns the level of the mix. Channels that were not compared are taken as different. */
    private static double level(SoundMeter meter, boolean[] kept, double weight) {
        double whole =
                IntStream.range(0, kept.length).mapToDouble(meter::energy).sum();
        double mixed = channels(kept).mapToDouble(meter::energy).sum();
        for (SoundMeter.Pair pair : meter.comparedPairs()) {
            mixed += kept[pair.first] && kept[pair.second] ? 2 * pair.product() : 0;
        }
        double ratio = whole == 0 ? 1 : mixed * weight * weight / whole;
        return meter.together().active() + 10 * Math.log10(Math.max(ratio, 1e-12));
    }

    /** Returns a bound: peaks of different channels seldom meet. */
    private static double peaks(SoundMeter meter, boolean[] kept) {
        return channels(kept).mapToDouble(meter::peak).sum();
    }

    /** Returns 1 for most recordings, so that a common one is decoded exactly as it is. */
    private static double gain(double level, double peak, Levels levels) {
        boolean tooLoud = peak > 1 && level > LOUD;
        boolean tooQuiet = level < QUIET && levels.hasPauses() && !levels.isSilent();
        double gain = Math.min(GOOD - level, HIGHEST_PEAK - 20 * Math.log10(Math.max(peak, 1e-9)));
        return tooLoud || tooQuiet ? Math.pow(10, Math.max(gain, AT_LEAST - level) / 20) : 1;
    }
}
