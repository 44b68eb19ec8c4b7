package dev.sotto.local.walk;

import java.io.PrintStream;

/**
 * Walks through Sotto's main use, only with the public API. A reseller joins and sells a plan. Its customer's recording
 * becomes a transcript, a usage record, an event, a charge and a commission. It also checks that forbidden requests are
 * refused, and that revoked keys and suspensions take effect within seconds.
 */
public final class WalkThrough {
    private final PrintStream out;
    private final boolean printed;
    private final Steps steps;
    private final Cast cast;
    private final Recording recording;
    private final Place place;

    /**
     * @param printed whether to print the complete transcript at the end
     * @param out where the steps are printed, one per line
     */
    public WalkThrough(Place place, Recording recording, boolean printed, PrintStream out) {
        this.place = place;
        this.recording = recording;
        this.printed = printed;
        this.out = out;
        this.steps = new Steps(out);
        this.cast = new Cast(place);
    }

    /** Returns whether every step succeeded. After the first failure, prints the request and the answer. */
    public boolean run() {
        try {
            walk();
            return true;
        } catch (Unexpected e) {
            out.println(e.getMessage());
            return false;
        }
    }

    private void walk() {
        cast.assemble(steps);
        MainJob job = new MainJob(cast.user(), recording);
        job.run(steps);
        new BillingSteps(place, cast, job).check(steps);
        new AccessSteps(cast, job).check(steps);
        new Refusals(cast, job).check(steps);
        out.println(steps.summary());
        if (printed) {
            out.println();
            out.println(job.transcript());
        }
    }
}
