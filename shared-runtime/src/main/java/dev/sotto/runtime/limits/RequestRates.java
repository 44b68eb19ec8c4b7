package dev.sotto.runtime.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sotto.runtime.problem.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts requests and refuses those above the rate limit. */
@ApplicationScoped
public class RequestRates {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 200_000;
    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence LEFT = HttpHeaders.createOptimized("RateLimit");

    private final int replicas;
    private final int withoutPlan;
    private final LoadingCache<Rate, Count> counts;

    RequestRates(RateLimitSettings settings) {
        this.replicas = settings.replicas();
        this.withoutPlan = settings.requestsPerMinute();
        // A bucket that was unused for one window is full, so dropping it changes nothing.
        this.counts = Caffeine.newBuilder()
                .expireAfterAccess(WINDOW.multipliedBy(2))
                .maximumSize(REMEMBERED)
                // The cache's maintenance is cheaper than a switch to another thread.
                .executor(Runnable::run)
                .build(Count::of);
    }

    private record Rate(String name, UUID holder, int perMinute) {}

    /**
     * @param name in quotes, as each field begins with it
     * @param policy the whole field
     */
    private record Count(Bucket bucket, String name, String policy) {

        static Count of(Rate rate) {
            int perMinute = rate.perMinute();
            String name = '"' + rate.name() + '"';
            return new Count(
                    Bucket.builder()
                            .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                            .build(),
                    name,
                    name + ";q=" + perMinute + ";w=" + WINDOW.toSeconds());
        }
    }

    /**
     * Counts one request, adds the rate-limit headers to its response, and refuses the request if nothing is left.
     *
     * @param name the name of the policy, {@code key} and {@code tenant}, or {@code person} and {@code people}
     * @param holder the key, person or tenant whose rate is counted
     * @param perMinute requests per minute over all replicas of this service; null if no plan is known
     * @param answer the headers of the response
     */
    public void count(String name, UUID holder, @Nullable Integer perMinute, MultiMap answer) {
        int part = Math.max(1, (perMinute == null ? withoutPlan : perMinute) / replicas);
        Count count = counts.get(new Rate(name, holder, part));
        ConsumptionProbe probe = count.bucket().tryConsumeAndReturnRemaining(1);
        answer.add(POLICY, count.policy());
        answer.add(
                LEFT,
                count.name() + ";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset()));
        if (!probe.isConsumed()) {
            throw Problem.tooManyRequests(
                    "You sent more requests in a minute than the plan allows. Wait as long as Retry-After says, then retry.",
                    seconds(probe.getNanosToWaitForRefill()));
        }
    }

    /** Rounded up, so that a client that waits this long is served. */
    private static int seconds(long nanos) {
        return (int) ((nanos + 999_999_999) / 1_000_000_000);
    }
}
