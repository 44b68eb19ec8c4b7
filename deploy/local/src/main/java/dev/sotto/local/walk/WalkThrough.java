package dev.sotto.local.walk;

import java.io.PrintStream;

/**
 * The main job from end to end, by the public API alone: a reseller signs up, sells a plan, and its customer's recording
 * becomes a transcript, a usage record, an event, a charge and a commission; what must be refused is, and keys and
 * suspensions hold within seconds.
 */
public final class WalkThrough {
    private final PrintStream out;
    private final boolean printed;
    private final Steps steps;
    private final Cast cast;
    private final Recording recording;
    private final Place place;

    /**
     * @param printed whether the transcript is printed whole at the end
     * @param out where the steps go, one a line
     */
    public WalkThrough(Place place, Recording recording, boolean printed, PrintStream out) {
        this.place = place;
        this.recording = recording;
        this.printed = printed;
        this.out = out;
        this.steps = new Steps(out);
        this.cast = new Cast(place);
    }

    /** Whether every step held; after the first that does not, what was asked and answered is printed. */
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
