package dev.sotto.jobs.planted;

import dev.sotto.jobs.plantedtoo.NeedingBack;

/** Needs a class of another package, which needs this one. */
public final class Needing {
    NeedingBack other;
}
