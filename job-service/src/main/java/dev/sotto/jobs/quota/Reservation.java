package dev.sotto.jobs.quota;

/**
 * What is set aside for a job.
 *
 * @param millis of audio
 * @param bytes for the recording and its result
 */
public record Reservation(long millis, long bytes) {

    /** A word with its times takes about 90 bytes, and fast speech has five words a second. */
    private static final long RESULT_BYTES_A_SECOND = 1000;

    private static final long RESULT_BYTES_AT_LEAST = 10_000;

    /** For a recording: its whole length, its size, and room for its transcript. */
    public static Reservation forRecording(long audioMs, long fileBytes) {
        return new Reservation(audioMs, fileBytes + RESULT_BYTES_AT_LEAST + audioMs * RESULT_BYTES_A_SECOND / 1000);
    }

    /**
     * What is used of it in the end: no more milliseconds than were reserved, because decoding stops there, but every byte
     * that is really kept.
     */
    public Used settle(long measuredMs, long storedBytes) {
        return new Used(Math.min(measuredMs, millis), storedBytes);
    }

    /** What a job used: to be billed. */
    public record Used(long millis, long bytes) {

        /** Of a job that did not complete. */
        public static final Used NOTHING = new Used(0, 0);
    }
}
