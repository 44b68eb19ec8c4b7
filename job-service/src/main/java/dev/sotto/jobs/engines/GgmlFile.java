package dev.sotto.jobs.engines;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks a file of a Whisper model before native code reads it, because native code ends the process when a file is cut.
 * Source: whisper.cpp, {@code whisper_model_load}.
 */
final class GgmlFile {

    private static final int MAGIC = 0x67676d6c;
    private static final int MOST_DIMENSIONS = 4;
    private static final int MOST_TOKENS = 200_000;
    private static final int LONGEST_NAME = 1_000;
    private static final int F32 = 0;
    private static final int F16 = 1;
    /** Bytes of a block of 32 (K: 256) values, by ggml's number of the type; 0 where there is no such type. */
    private static final int[] BLOCK_BYTES = {0, 0, 18, 20, 0, 0, 22, 24, 34, 36, 84, 110, 144, 176, 210, 292};

    private static final int FIRST_K_TYPE = 10;

    private final DataInputStream in;

    private GgmlFile(DataInputStream in) {
        this.in = in;
    }

    /** @throws EngineFailed if it is missing, cut, or no model of Whisper; the message says which */
    static void require(Path file) throws EngineFailed {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            new GgmlFile(in).read();
        } catch (EOFException e) {
            throw new EngineFailed("the model's file is cut", e);
        } catch (IOException e) {
            throw e instanceof EngineFailed failed ? failed : new EngineFailed("the model's file cannot be read", e);
        }
    }

    private void read() throws IOException {
        if (number() != MAGIC) {
            throw new EngineFailed("the model's file is not in the ggml format");
        }
        for (int i = 0; i < 11; i++) {
            bounded("parameter", 1 << 20);
        }
        int filters = bounded("number of filters", 1_000) * bounded("length of a filter", 10_000);
        in.skipNBytes((long) filters * Float.BYTES);
        int tokens = bounded("number of tokens", MOST_TOKENS);
        for (int i = 0; i < tokens; i++) {
            in.skipNBytes(bounded("length of a token", LONGEST_NAME));
        }
        tensors();
    }

    /** A file without any tensor is a model for tests. */
    private void tensors() throws IOException {
        while (true) {
            in.mark(1);
            if (in.read() < 0) {
                return;
            }
            in.reset();
            int dimensions = bounded("number of dimensions", MOST_DIMENSIONS);
            int nameLength = bounded("length of a name", LONGEST_NAME);
            int type = bounded("type of a tensor", BLOCK_BYTES.length - 1);
            long values = 1;
            for (int i = 0; i < dimensions; i++) {
                values *= bounded("size of a tensor", 1 << 24);
            }
            in.skipNBytes(nameLength);
            in.skipNBytes(bytes(type, values));
        }
    }

    private static long bytes(int type, long values) throws EngineFailed {
        if (type == F32 || type == F16) {
            return values * (type == F32 ? 4 : 2);
        }
        if (BLOCK_BYTES[type] == 0) {
            throw new EngineFailed("the model's file has a tensor of an unknown type: " + type);
        }
        return values / (type < FIRST_K_TYPE ? 32 : 256) * BLOCK_BYTES[type];
    }

    private int bounded(String what, int most) throws IOException {
        int number = number();
        if (number < 0 || number > most) {
            throw new EngineFailed("the model's file is damaged: a " + what + " is " + number);
        }
        return number;
    }

    private int number() throws IOException {
        return Integer.reverseBytes(in.readInt());
    }
}
