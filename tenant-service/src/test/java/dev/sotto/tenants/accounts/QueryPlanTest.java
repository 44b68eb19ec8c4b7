package dev.sotto.tenants.accounts;

import static dev.sotto.testing.queryplans.ListQueryPlans.FIRST_PAGE;
import static dev.sotto.testing.queryplans.ListQueryPlans.LATER_PAGE;
import static dev.sotto.testing.queryplans.ListQueryPlans.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.runtime.isolation.ScopedRead;
import dev.sotto.testing.queryplans.ListQueryPlans;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page of sessions is read along an index among 100,000 tokens: 1,000 users with 10 sessions of 10 tokens, of which one lives. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 50);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final UUID USER = new UUID(2, 550);
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("tenant", ScopedRead::of);
        plans.fill("refresh_tokens", """
                insert into refresh_tokens (id, family_id, tenant_id, user_id, token_hash, expires_at, used_at)
                select uuid_of(0, n), uuid_of(0, n % 10000), uuid_of(1, n % 100), uuid_of(2, n % 1000), sha256(int4send(n)),
                    now() + interval '1 day', case when n > 10000 then now() end
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("refresh_tokens");
    }

    @Test
    void readsAUsersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER).flaws(PAGE, SessionQueries.LIST, TENANT, USER, before, PAGE))
                    .isEmpty();
        }
    }
}
