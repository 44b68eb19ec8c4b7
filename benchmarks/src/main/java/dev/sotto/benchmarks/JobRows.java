package dev.sotto.benchmarks;

import dev.sotto.testing.tokens.SignedTokens;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Many tenants, each with many completed jobs. */
final class JobRows {

    private static final List<String> INSERT = List.of(
            "create temp table b_tenants as select n, uuidv7() as id, uuidv7() as reseller_id, uuidv7() as user_id, uuidv7() as"
                    + " workflow_id from generate_series(1, 200) n",
            """
            insert into workflows (id, tenant_id, user_id, name, config)
            select workflow_id, id, user_id, 'Meetings', '{}' from b_tenants
            """,
            """
            insert into workflow_versions (tenant_id, workflow_id, version, config)
            select id, workflow_id, 1, '{}' from b_tenants
            """,
            """
            insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, status, file_path, file_name,
                file_bytes, audio_ms, reserved_ms, reserved_bytes, result_path, progress, attempt, processing_time, version,
                started_at, completed_at)
            select uuidv7(), t.id, t.reseller_id, t.user_id, t.workflow_id, 1, 'Completed', 'a/' || job || '.mp3',
                'Meeting of the board, part ' || job || '.mp3', 1000000 + job, 60000 + job, 0, 0, 'a/' || job || '.json', 1, 1,
                12, 4, now(), now()
            from generate_series(1, 1000) job, b_tenants t
            """);
    private static final String OWNERS = "select id, reseller_id, user_id from b_tenants where n <= 100 order by n";
    private static final String SOME_JOBS = """
            select j.tenant_id, j.id from b_tenants t
            cross join lateral (select tenant_id, id from jobs where tenant_id = t.id order by random() limit 5) j
            where n <= 100
            """;

    private JobRows() {}

    /** The questions: a page of jobs for each of a hundred tenants, and five single jobs for each. */
    record Questions(List<Question> lists, List<Question> gets) {}

    static Questions insert(Connection superuser, SignedTokens tokens) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            for (String sql : INSERT) {
                statement.execute(sql);
            }
            Map<UUID, Question> lists = new LinkedHashMap<>();
            List<Question> gets = new ArrayList<>();
            try (ResultSet owners = statement.executeQuery(OWNERS)) {
                while (owners.next()) {
                    lists.put(owners.getObject("id", UUID.class), list(owners, tokens));
                }
            }
            try (ResultSet jobs = statement.executeQuery(SOME_JOBS)) {
                while (jobs.next()) {
                    Question owner = lists.get(jobs.getObject("tenant_id", UUID.class));
                    gets.add(new Question("/api/v1/jobs/" + jobs.getString("id"), owner.token(), owner.caller()));
                }
            }
            statement.execute("drop table b_tenants");
            statement.execute("vacuum (analyze) jobs");
            return new Questions(List.copyOf(lists.values()), gets);
        }
    }

    private static Question list(ResultSet owner, SignedTokens tokens) throws SQLException {
        UUID tenant = owner.getObject("id", UUID.class);
        UUID reseller = owner.getObject("reseller_id", UUID.class);
        UUID user = owner.getObject("user_id", UUID.class);
        String token = tokens.token()
                .subject(user)
                .tenant(tenant)
                .reseller(reseller)
                .groups("Admin")
                .expiresAt(Instant.now().plusSeconds(7200))
                .sign();
        return new Question("/api/v1/jobs?limit=50", token, tenant + "," + reseller + "," + user);
    }
}
