package dev.sotto.model.billing;

/** The steps of a usage series, in a time zone. */
public enum UsageBucket {
    day,
    month
}
