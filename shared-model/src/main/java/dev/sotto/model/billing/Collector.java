package dev.sotto.model.billing;

/** Who receives what a tenant pays. */
public enum Collector {
    /** The platform. It owes the reseller its commission. */
    Platform,
    /** The reseller, outside Sotto. It owes the platform all but its commission. */
    Reseller
}
