package dev.sotto.model.billing;

/** Who collects a subscription's money. */
public enum SubscriptionSource {
    /** The reseller, outside Sotto: Sotto only charges the price to the books. */
    Manual
}
