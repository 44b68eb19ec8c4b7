package dev.sotto.jobs.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Decoded sound as its loudness, twenty times a second, to find spoken words in it. */
final class Sound {

    static final int STEP_MS = 50;
    private static final int STEP = STEP_MS * Media.SAMPLES_A_MILLISECOND;

    private final double[] loudness;

    private Sound(double[] loudness) {
        this.loudness = loudness;
    }

    static Sound of(Path pcm) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN);
        double[] loudness = new double[bytes.remaining() / 2 / STEP];
        for (int step = 0; step < loudness.length; step++) {
            double sum = 0;
            for (int i = 0; i < STEP; i++) {
                sum += Math.pow(bytes.getShort(), 2);
            }
            loudness[step] = Math.sqrt(sum / STEP);
        }
        return new Sound(loudness);
    }

    Sound part(long fromMs, long toMs) {
        return new Sound(Arrays.copyOfRange(loudness, (int) fromMs / STEP_MS, (int) toMs / STEP_MS));
    }

    double loudest() {
        return Arrays.stream(loudness).max().orElse(0);
    }

    /** Returns where the words are in this sound, in milliseconds; -1 if nothing is like them. */
    long find(Sound words) {
        int best = -1;
        double likeness = 0.85;
        for (int at = 0; at + words.loudness.length <= loudness.length; at++) {
            double found = likeness(words, at);
            if (found > likeness) {
                likeness = found;
                best = at;
            }
        }
        return best < 0 ? -1 : (long) best * STEP_MS;
    }

    /** Returns the correlation of both, which does not depend on how loud they are. */
    private double likeness(Sound words, int at) {
        int length = words.loudness.length;
        double meanHere = 0;
        double meanThere = 0;
        for (int i = 0; i < length; i++) {
            meanHere += loudness[at + i] / length;
            meanThere += words.loudness[i] / length;
        }
        double product = 0;
        double here = 0;
        double there = 0;
        for (int i = 0; i < length; i++) {
            double a = loudness[at + i] - meanHere;
            double b = words.loudness[i] - meanThere;
            product += a * b;
            here += a * a;
            there += b * b;
        }
        return here == 0 || there == 0 ? 0 : product / Math.sqrt(here * there);
    }
}
