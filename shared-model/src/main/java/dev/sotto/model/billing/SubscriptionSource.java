package dev.sotto.model.billing;

/** Where a subscription is managed. */
public enum SubscriptionSource {
    /** In Sotto. Sotto records the charges; {@link Collector} says who collects them. */
    Manual
}
