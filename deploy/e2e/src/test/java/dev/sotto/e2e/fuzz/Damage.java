package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Client.Ask;

/** One way to make another request of one. */
interface Damage {

    /** Whether there is something to damage. */
    boolean fits(Documented operation, Ask ask);

    Ask done(Documented operation, Ask ask, Dice dice);
}
