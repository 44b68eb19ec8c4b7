package dev.sotto.model.billing;

/** What a line of the charge ledger is. */
public enum ChargeKind {
    /** What a tenant owes. Above 0. */
    Charge,
    /** What a tenant need not pay of an earlier charge, because its subscription changed. Below 0. */
    Credit,
    /** What a tenant got back of an earlier charge. Below 0. */
    Refund,
    /** A correction by hand that is not part of any charge. Above or below 0. */
    Adjustment
}
