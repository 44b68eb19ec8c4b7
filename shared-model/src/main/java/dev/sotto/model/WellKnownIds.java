package dev.sotto.model;

import java.util.UUID;

/** Ids that are the same in every installation. */
public final class WellKnownIds {

    /** The platform tenant (kind {@code Platform}). tenant-service's migration inserts it. */
    public static final UUID PLATFORM_TENANT = UUID.fromString("00000000-0000-7000-8000-000000000001");

    private WellKnownIds() {}
}
