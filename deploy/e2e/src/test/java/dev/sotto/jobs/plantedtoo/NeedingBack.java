package dev.sotto.jobs.plantedtoo;

import dev.sotto.jobs.planted.Needing;

/** Needs {@link Needing}, which needs this class. */
public final class NeedingBack {
    Needing other;
}
