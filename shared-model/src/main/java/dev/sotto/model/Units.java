package dev.sotto.model;

/** Conversions between the units of the data model and those the machine counts in. */
public final class Units {

    /** Milliseconds in a minute of quota. */
    public static final long MILLIS_PER_MINUTE = 60_000L;

    /** Bytes in a megabyte of quota: decimal, as storage is sold. */
    public static final long BYTES_PER_MB = 1_000_000L;

    private Units() {}

    /** Minutes of a plan's quota as milliseconds. */
    public static long minutesToMillis(int minutes) {
        return Math.multiplyExact(minutes, MILLIS_PER_MINUTE);
    }

    /** Megabytes of a plan's quota as bytes. */
    public static long megabytesToBytes(int megabytes) {
        return Math.multiplyExact(megabytes, BYTES_PER_MB);
    }
}
