package dev.sotto.jobs.media;

import java.util.stream.Stream;

/** Measures a track's channels: how loud they are, and which of them would cancel each other in a mix. */
final class SoundMeter implements FloatFrames.Receiver {

    private static final int WINDOW = 100 * Media.SAMPLES_A_MILLISECOND;
    private static final int SHORTEST_WINDOW = WINDOW / 4;
    /** For more channels, only neighbours are compared. */
    private static final int COMPARED = 8;

    private static final double OPPOSITE = -0.4;
    private static final double SIMILAR = 0.5;
    /** Of the power: what is ten decibels weaker cannot cancel the other. */
    private static final double COMPARABLE = 0.1;

    private static final float FULL_SCALE = 0.98f;
    private static final float FLAT = 0.01f;
    private static final int FLAT_RUN = 4;

    private final int channels;
    private final Levels[] levels;
    private final Levels together = new Levels();
    private final double[] energy;
    private final float[] peak;
    private final long[] flat;
    private final int[] run;
    private final float[] last;
    private final Pair[] pairs;
    private final double[] window;
    private int filled;
    private long frames;

    /** Two channels, and how much of their energy is equal or opposite. */
    static final class Pair {
        final int first;
        final int second;
        private double product;
        private double products;
        private double energy;
        private double opposite;
        private double similar;

        Pair(int first, int second) {
            this.first = first;
            this.second = second;
        }

        private void close(double a, double b) {
            double likeness = a > 0 && b > 0 ? product / Math.sqrt(a * b) : 0;
            energy += a + b;
            if (likeness < OPPOSITE && Math.min(a, b) > COMPARABLE * Math.max(a, b)) {
                opposite += a + b;
            }
            if (Math.abs(likeness) > SIMILAR) {
                similar += a + b;
            }
            products += product;
            product = 0;
        }

        /** Returns whether a mix loses sound, and either channel alone has nearly all of it. */
        boolean cancels() {
            return opposite > 0.1 * energy && similar > 0.8 * energy;
        }

        double product() {
            return products;
        }
    }

    SoundMeter(int channels) {
        this.channels = channels;
        this.levels = Stream.generate(Levels::new).limit(channels).toArray(Levels[]::new);
        this.energy = new double[channels];
        this.window = new double[channels];
        this.peak = new float[channels];
        this.flat = new long[channels];
        this.run = new int[channels];
        this.last = new float[channels];
        this.pairs = pairs(channels);
    }

    private static Pair[] pairs(int channels) {
        Stream.Builder<Pair> pairs = Stream.builder();
        for (int first = 0; first < channels; first++) {
            int end = channels <= COMPARED ? channels : Math.min(channels, first % 2 == 0 ? first + 2 : first);
            for (int second = first + 1; second < end; second++) {
                pairs.add(new Pair(first, second));
            }
        }
        return pairs.build().toArray(Pair[]::new);
    }

    @Override
    public void receive(float[] samples, int count) {
        for (int frame = 0; frame < count; frame++) {
            int start = frame * channels;
            for (int channel = 0; channel < channels; channel++) {
                sample(channel, samples[start + channel]);
            }
            for (Pair pair : pairs) {
                pair.product += (double) samples[start + pair.first] * samples[start + pair.second];
            }
            if (++filled == WINDOW) {
                closeWindow();
            }
        }
        frames += count;
    }

    private void sample(int channel, float sample) {
        float size = Math.abs(sample);
        window[channel] += (double) sample * sample;
        peak[channel] = Math.max(peak[channel], size);
        if (size >= FULL_SCALE && Math.abs(sample - last[channel]) < FLAT) {
            flat[channel] += ++run[channel] >= FLAT_RUN ? 1 : 0;
        } else {
            run[channel] = 0;
        }
        last[channel] = sample;
    }

    /** Call after the last sample. */
    void finish() {
        if (filled >= SHORTEST_WINDOW || frames < WINDOW && filled > 0) {
            closeWindow();
        }
    }

    private void closeWindow() {
        double sum = 0;
        for (Pair pair : pairs) {
            pair.close(window[pair.first], window[pair.second]);
        }
        for (int channel = 0; channel < channels; channel++) {
            levels[channel].add(window[channel] / filled);
            energy[channel] += window[channel];
            sum += window[channel];
            window[channel] = 0;
        }
        together.add(sum / filled);
        filled = 0;
    }

    int channels() {
        return channels;
    }

    Levels levels(int channel) {
        return levels[channel];
    }

    /** Returns the levels of the sum of all channels' power. */
    Levels together() {
        return together;
    }

    double energy(int channel) {
        return energy[channel];
    }

    float peak(int channel) {
        return peak[channel];
    }

    Pair[] comparedPairs() {
        return pairs.clone();
    }

    /** Returns whether the tops of a channel's waves are cut off. */
    boolean isClipped(int channel) {
        return flat[channel] * 1000 > frames;
    }
}
