package dev.sotto.model;

/** Converts the units of the data model to the units in which the services count. */
public final class Units {

    /** Milliseconds per minute of quota. */
    public static final long MILLIS_PER_MINUTE = 60_000L;

    /** Bytes per megabyte of quota. Decimal, because storage is sold in decimal megabytes. */
    public static final long BYTES_PER_MB = 1_000_000L;

    private Units() {}

    /** Converts minutes of a plan's quota to milliseconds. */
    public static long minutesToMillis(int minutes) {
        return Math.multiplyExact(minutes, MILLIS_PER_MINUTE);
    }

    /** Converts megabytes of a plan's quota to bytes. */
    public static long megabytesToBytes(int megabytes) {
        return Math.multiplyExact(megabytes, BYTES_PER_MB);
    }
}
