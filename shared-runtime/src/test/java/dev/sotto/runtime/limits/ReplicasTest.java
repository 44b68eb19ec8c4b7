package dev.sotto.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.runtime.problem.Problem;
import io.vertx.core.MultiMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each of several replicas allows its part of a rate. */
class ReplicasTest {

    private static final int NO_PLAN = 600;

    @Test
    void twoReplicasTogetherAllowThePlansRate() {
        RequestRates one = new RequestRates(new Rates(2, NO_PLAN));
        UUID tenant = UUID.randomUUID();

        for (int left = 4; left >= 0; left--) {
            MultiMap answer = count(one, tenant, 10);
            assertThat(answer.get("RateLimit-Policy")).isEqualTo("\"tenant\";q=5;w=60");
            assertThat(answer.get("RateLimit")).startsWith("\"tenant\";r=" + left + ";");
        }
        assertThatThrownBy(() -> count(one, tenant, 10)).isInstanceOf(Problem.class);
    }

    @Test
    void everyReplicaAllowsSomeRequests() {
        assertThat(count(new RequestRates(new Rates(3, NO_PLAN)), UUID.randomUUID(), 1)
                        .get("RateLimit-Policy"))
                .isEqualTo("\"tenant\";q=1;w=60");
    }

    private record Rates(int replicas, int requestsPerMinute) implements RateLimitSettings {}

    private static MultiMap count(RequestRates rates, UUID tenant, int perMinute) {
        MultiMap answer = MultiMap.caseInsensitiveMultiMap();
        rates.count("tenant", tenant, perMinute, answer);
        return answer;
    }
}
