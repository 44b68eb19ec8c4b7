package dev.sotto.jobs.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The order of the queue as its rules say it: one job at a time, without limits. What the statements do is compared with it. */
final class QueueModel {

    private final Map<String, Tenant> tenants = new LinkedHashMap<>();
    private long clock;

    private static final class Tenant {
        final String name;
        final int weight;
        final Deque<Long> costs = new ArrayDeque<>();
        long virtualTime;
        long servedMs;

        Tenant(String name, int weight) {
            this.name = name;
            this.weight = weight;
        }
    }

    void tenant(String name, int weight) {
        tenants.put(name, new Tenant(name, weight));
    }

    void job(String name, long costMs) {
        Tenant tenant = tenants.get(name);
        if (tenant.costs.isEmpty()) {
            tenant.virtualTime = FairShare.entry(tenant.virtualTime, clock);
        }
        tenant.costs.add(costMs);
    }

    /** Starts the next job; returns its tenant, or null if there is none. */
    String next() {
        Tenant next = tenants.values().stream()
                .filter(tenant -> !tenant.costs.isEmpty())
                .min(Comparator.comparingLong((Tenant tenant) -> tenant.virtualTime)
                        .thenComparing(tenant -> tenant.name))
                .orElse(null);
        if (next == null) {
            return null;
        }
        long cost = next.costs.poll();
        clock = Math.max(clock, next.virtualTime);
        next.virtualTime += FairShare.charge(cost, next.weight);
        next.servedMs += cost;
        return next.name;
    }

    /** Returns the sound that was begun for a tenant. */
    long served(String name) {
        return tenants.get(name).servedMs;
    }
}
