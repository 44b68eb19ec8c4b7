package dev.sotto.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the relay's statements find, and how much PostgreSQL reads for them, in a transaction that no relay sees. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class RelayStatementsTest {

    private static final int FEW = 2_000;
    private static final int MANY = 50_000;
    private static final int A_ROUND = 200;

    private static final String INSERT = """
            insert into outbox (event_id, topic, key, payload)
            select gen_random_uuid(), 'plan-changed', uuidv7(), repeat('x', 600) from generate_series(1, %d)
            """;
    private static final String NEXT = "execute next_events ('00000000-0000-0000-0000-000000000000', " + A_ROUND + ")";
    private static final String OLDEST = """
            select array_agg(id)::text from (select id from outbox where published_at is null order by key limit 200) oldest
            """;

    private Connection superuser;
    private Statement statement;

    @BeforeEach
    void begin() throws SQLException {
        superuser = SottoTestResource.databases().superuser("reseller");
        superuser.setAutoCommit(false);
        statement = superuser.createStatement();
        statement.execute("truncate outbox");
    }

    @AfterEach
    void rollBack() throws SQLException {
        superuser.rollback();
        superuser.close();
    }

    @Test
    void findsOldestUnpublishedEventOfEachKeyInKeyOrder() throws SQLException {
        statement.execute("""
                insert into outbox (event_id, topic, key, payload, published_at)
                select gen_random_uuid(), 'plan-changed', key::uuid, payload, case payload when 'gone' then now() end
                from (values ('00000000-0000-0000-0000-000000000000', 'gone'),
                    ('ffffffff-ffff-ffff-ffff-ffffffffffff', 'a'),
                    ('00000000-0000-0000-0000-000000000000', 'b'),
                    ('00000000-0000-0000-0000-000000000000', 'c'),
                    ('77777777-7777-7777-7777-777777777777', 'gone'),
                    ('ffffffff-ffff-ffff-ffff-ffffffffffff', 'd')) waiting (key, payload)
                """);
        prepare();

        try (ResultSet rows = statement.executeQuery(NEXT)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("payload")).isEqualTo("b");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("payload")).isEqualTo("a");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void costDoesNotGrowWithWaitingEvents() throws Exception {
        statement.execute(INSERT.formatted(FEW));
        prepare();
        long findingAmongFew = blocksRead(explained(NEXT));
        long markingAmongFew = blocksRead(explained(mark()));

        insert(MANY);

        assertThat(blocksRead(explained(NEXT))).isLessThan(findingAmongFew * 3 / 2);
        assertThat(blocksRead(explained(mark()))).isLessThan(markingAmongFew * 3 / 2);
    }

    @Test
    void plansFromASmallTableStayEfficient() throws Exception {
        statement.execute(INSERT.formatted(10));
        statement.execute("analyze outbox");
        prepare();
        statement.execute(NEXT);
        statement.execute(mark());

        insert(MANY);

        assertThat(explained(NEXT)).contains("Index Scan").doesNotContain("Seq Scan");
        assertThat(explained(mark())).contains("Index Scan").doesNotContain("Seq Scan");
    }

    /** Prepares them as the relay does: in its role and scope, with a generic plan. */
    private void prepare() throws SQLException {
        statement.execute("set local role reseller_system");
        statement.execute("select set_config('app.scope', 'system', true)");
        statement.execute("set local plan_cache_mode = force_generic_plan");
        statement.execute(OutboxRelay.BY_INDEX_ALONE);
        statement.execute("prepare next_events (uuid, int) as " + OutboxRelay.NEXT);
        statement.execute("prepare mark (bigint[]) as " + OutboxRelay.MARK);
    }

    private void insert(int events) throws SQLException {
        statement.execute("reset role");
        statement.execute(INSERT.formatted(events));
        statement.execute("set local role reseller_system");
    }

    private String mark() throws SQLException {
        try (ResultSet ids = statement.executeQuery(OLDEST)) {
            ids.next();
            return "execute mark ('" + ids.getString(1) + "')";
        }
    }

    private String explained(String execute) throws SQLException {
        try (ResultSet plan =
                statement.executeQuery("explain (analyze, buffers, costs off, timing off, format json) " + execute)) {
            plan.next();
            return plan.getString(1);
        }
    }

    private static long blocksRead(String plan) throws JsonProcessingException {
        JsonNode top = new ObjectMapper().readTree(plan).path(0).path("Plan");
        return top.path("Shared Hit Blocks").asLong()
                + top.path("Shared Read Blocks").asLong();
    }
}
