package dev.sotto.model.billing;

/** Whether a plan is for sale. */
public enum PlanStatus {
    /** Being prepared. Only its owner sees it, and nobody can subscribe. */
    Draft,
    /** On sale. */
    Published,
    /** No longer on sale. Who is subscribed keeps it. */
    Archived;

    /** Returns whether a plan of this status may get the status {@code next}. A plan that was sold is no draft again. */
    public boolean mayBecome(PlanStatus next) {
        return this == next || next != Draft;
    }
}
