package dev.sotto.jobs.jobs;

import dev.sotto.jobs.fetch.Arrival;
import dev.sotto.jobs.quota.LargestFile;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.storage.ArrivingRoom;
import dev.sotto.model.billing.PlanFeatures;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** A recording while this process fetches it: how far it is, and whether it has to stop. */
final class RunningFetch {

    private final Fetch fetch;
    private volatile long received;
    private volatile @Nullable Long total;
    private @Nullable Stop stop;
    private @Nullable Runnable onStop;

    RunningFetch(Fetch fetch) {
        this.fetch = fetch;
    }

    /** Why a fetch stops before its end. */
    enum Stop {
        /** Another process has it, or its job was cancelled or deleted. */
        LOST,
        /** This process ends. */
        GIVEN_BACK
    }

    /** Ends a fetch that must stop. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final Stop reason;

        Stopped(Stop reason) {
            super("stopped: " + reason, null, false, false);
            this.reason = reason;
        }

        boolean isGivenBack() {
            return reason == Stop.GIVEN_BACK;
        }
    }

    Fetch fetch() {
        return fetch;
    }

    long received() {
        return received;
    }

    @Nullable
    Long total() {
        return total;
    }

    /** Counts what arrives. Refuses it if the plan, the tenant or the disk has no room for it. */
    Arrival arrival(QuotaAccount account, PlanFeatures plan, ArrivingRoom room) {
        return new Arrival() {
            @Override
            public void announced(@Nullable Long bytes) {
                if (bytes != null) {
                    requireRoom(bytes);
                    room.promise(bytes);
                }
                total = bytes;
            }

            @Override
            public void arrived(long bytes) {
                requireRoom(bytes);
                room.arrived(bytes);
                received = bytes;
            }

            private void requireRoom(long bytes) {
                if (bytes > LargestFile.of(plan)) {
                    throw LargestFile.fetched(plan);
                }
                account.requireRoomFor(bytes);
            }
        };
    }

    /** Stops the fetch soon. If called several times, the first reason counts. */
    synchronized void stop(Stop reason) {
        if (stop == null) {
            stop = reason;
            if (onStop != null) {
                onStop.run();
            }
        }
    }

    /** Has an item when the fetch must stop. */
    Uni<Stop> stopped() {
        return Uni.createFrom().<Stop>emitter(this::tell);
    }

    private synchronized void tell(UniEmitter<? super Stop> emitter) {
        Context context = Vertx.currentContext();
        onStop = () -> context.runOnContext(ignored -> emitter.complete(stop));
        if (stop != null) {
            onStop.run();
        }
    }
}
