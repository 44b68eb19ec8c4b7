package dev.sotto.model.billing;

/** The metered resources (seed: {@code usage_records.resource_type}), each with its unit (seed: {@code unit}). */
public enum ResourceType {
    /** Transcribed audio, in seconds. */
    Processing("Seconds"),
    /** Stored bytes, in MB of 1,000,000 bytes. */
    Storage("MB");

    private final String unit;

    ResourceType(String unit) {
        this.unit = unit;
    }

    /** Returns the unit in which amounts of this resource are recorded. */
    public String unit() {
        return unit;
    }
}
