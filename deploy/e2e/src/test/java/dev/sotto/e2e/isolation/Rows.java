package dev.sotto.e2e.isolation;

import dev.sotto.local.Sotto;
import dev.sotto.servers.Databases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of the tables that people edit. */
final class Rows {
    private static final Map<String, List<String>> EDITED = new LinkedHashMap<>(Map.of(
            "reseller", List.of("resellers", "branding_configurations", "commission_rates", "billing_details"),
            "tenant", List.of("tenants", "users", "api_keys", "tenant_moves", "billing_details", "webhooks"),
            "job", List.of("workflows", "workflow_versions", "jobs", "retention"),
            "billing", List.of("subscription_plans")));

    /** Tables that services change by themselves, independent of requests. */
    private static final Map<String, String> MOVED = Map.of(
            "tenants", "subscription_id,subscription_status,subscription_version,version,updated_at",
            "users", "last_login,version,updated_at",
            "api_keys", "last_used_at",
            "webhooks", "status,disabled,failing_since,failures,version,updated_at,next_due_at,lease_until,fence",
            "jobs",
                    "status,progress,attempt,fence,started_at,completed_at,processing_time,result_path,stored_bytes,"
                            + "file_bytes,transcript_removed_at,"
                            + "reason,error,audio_ms,language,warnings,version,updated_at");

    private Rows() {}

    /** Returns a digest of each table's rows. */
    static Map<String, String> digests(Sotto sotto) {
        Map<String, String> digests = new TreeMap<>();
        EDITED.forEach((service, tables) -> tables.forEach(table ->
                digests.put(table, value(sotto, service, """
                        select count(*) || ' ' || coalesce(md5(string_agg(row, '' order by row)), '') from
                            (select (to_jsonb(t) - string_to_array('%s', ','))::text as row from %s t) rows""".formatted(MOVED.getOrDefault(table, ""), table)))));
        return digests;
    }

    /** Returns the column names of all tables. */
    static Set<String> columns(Sotto sotto) {
        Set<String> columns = new TreeSet<>();
        for (String service : Databases.SERVICES) {
            columns.addAll(List.of(value(sotto, service, """
                    select string_agg(distinct column_name, ',') from information_schema.columns
                    where table_schema = 'public' and table_name not like 'databasechange%'""").split(",")));
        }
        return columns;
    }

    private static String value(Sotto sotto, String service, String query) {
        try (Connection connection = sotto.databases().superuser(service);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
