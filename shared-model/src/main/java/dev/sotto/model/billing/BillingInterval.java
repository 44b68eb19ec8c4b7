package dev.sotto.model.billing;

/** How much time one charge of a subscription pays for. */
public enum BillingInterval {
    Month(1),
    Year(12);

    private final int months;

    BillingInterval(int months) {
        this.months = months;
    }

    /** Returns the length in calendar months. */
    public int months() {
        return months;
    }
}
