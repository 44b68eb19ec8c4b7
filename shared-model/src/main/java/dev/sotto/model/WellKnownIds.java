package dev.sotto.model;

import java.util.UUID;

/** Ids that every installation shares. */
public final class WellKnownIds {

    /** The platform's own tenant (kind {@code Platform}), inserted by tenant-service's migration. */
    public static final UUID PLATFORM_TENANT = UUID.fromString("00000000-0000-7000-8000-000000000001");

    private WellKnownIds() {}
}
