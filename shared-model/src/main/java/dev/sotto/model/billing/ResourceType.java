package dev.sotto.model.billing;

/** What is metered (seed: {@code usage_records.resource_type}), each in its one unit (seed: {@code unit}). */
public enum ResourceType {
    /** Audio transcribed, in seconds. */
    Processing("Seconds"),
    /** Bytes kept, in MB of 1,000,000 bytes. */
    Storage("MB");

    private final String unit;

    ResourceType(String unit) {
        this.unit = unit;
    }

    /** The unit that amounts of this resource are recorded in. */
    public String unit() {
        return unit;
    }
}
