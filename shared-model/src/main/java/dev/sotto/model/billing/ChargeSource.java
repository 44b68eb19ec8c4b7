package dev.sotto.model.billing;

/** What made a line of the charge ledger. */
public enum ChargeSource {
    /** The life of a subscription: a period began, or the subscription changed. */
    Subscription,
    /** Usage beyond what the plan contains. */
    Usage,
    /** A person, with a stated reason. */
    Person,
    /** RevenueCat, which reports purchases in app stores. */
    RevenueCat
}
