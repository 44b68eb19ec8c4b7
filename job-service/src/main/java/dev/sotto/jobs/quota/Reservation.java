package dev.sotto.jobs.quota;

/**
 * Quota that is reserved for a job.
 *
 * @param millis milliseconds of audio
 * @param bytes for the recording and its result
 */
public record Reservation(long millis, long bytes) {

    /** A word with its times takes about 90 bytes, and fast speech has five words per second. */
    private static final long RESULT_BYTES_A_SECOND = 1000;

    private static final long RESULT_BYTES_AT_LEAST = 10_000;

    /** Returns the reservation for a recording: its full length, its size, and room for its transcript. */
    public static Reservation forRecording(long audioMs, long fileBytes) {
        return new Reservation(audioMs, fileBytes + RESULT_BYTES_AT_LEAST + audioMs * RESULT_BYTES_A_SECOND / 1000);
    }

    /**
     * Returns what was used: at most the reserved milliseconds, because decoding stops there, but all bytes that are
     * stored.
     */
    public Used settle(long measuredMs, long storedBytes) {
        return new Used(Math.min(measuredMs, millis), storedBytes);
    }

    /** Returns what is still missing for a job that has stored bytes already. */
    Reservation without(long storedBytes) {
        return new Reservation(millis, bytes - storedBytes);
    }

    /** What a job used and is billed for. */
    public record Used(long millis, long bytes) {

        /** The use of a job that was not completed and keeps nothing. */
        public static final Used NOTHING = new Used(0, 0);
    }
}
