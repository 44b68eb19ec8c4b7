package dev.sotto.model.billing;

/** Who collects the money for a subscription. */
public enum SubscriptionSource {
    /** The reseller collects it outside Sotto. Sotto only records the charge. */
    Manual
}
