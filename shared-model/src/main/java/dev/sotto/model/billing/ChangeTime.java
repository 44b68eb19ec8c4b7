package dev.sotto.model.billing;

/** When a change of a subscription takes place. */
public enum ChangeTime {
    /** At once. The rest of the period is credited, and charged anew. */
    Now,
    /** When the current period or trial ends. */
    PeriodEnd
}
