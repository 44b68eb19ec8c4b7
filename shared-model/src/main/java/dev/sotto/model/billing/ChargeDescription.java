package dev.sotto.model.billing;

/** What a line of the charge ledger is for. Front ends show it in the reader's language. */
public enum ChargeDescription {
    /** The price of a period of the subscription. */
    Period,
    /** A change of plan or interval during a period: a credit for the old one, a charge for the new one. */
    PlanChange,
    /** A cancellation during a period. */
    Cancellation,
    /** Usage beyond what the plan contains. */
    Usage,
    /** A refund. */
    Refund,
    /** A correction by hand. */
    Adjustment
}
