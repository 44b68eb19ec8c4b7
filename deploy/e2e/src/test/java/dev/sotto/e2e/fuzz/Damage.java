package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Client.Ask;

/** One way to change a request. */
interface Damage {

    /** Returns whether the request has something to damage. */
    boolean fits(Documented operation, Ask ask);

    Ask done(Documented operation, Ask ask, Dice dice);
}
