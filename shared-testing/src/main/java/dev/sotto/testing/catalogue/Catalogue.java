package dev.sotto.testing.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a service's database with the data model and the rules of isolation, by its system catalogue. Each check
 * returns its findings as sentences; an empty list means that there are none.
 *
 * <pre>{@code
 * Catalogue catalogue = new Catalogue(SottoTestResource.databases().superuser("tenant"), "tenant");
 * assertThat(catalogue.matchesSeed("tenants", "users", "api_keys")).isEmpty();
 * assertThat(catalogue.isIsolated()).isEmpty();
 * assertThat(catalogue.unnoticedWeakenings()).isEmpty();
 * assertThat(Snapshot.of("src/test/resources/grants.txt").differences(catalogue.grants())).isEmpty();
 * }</pre>
 */
public final class Catalogue {
    private final Connection superuser;
    private final String service;
    private final Query query;

    /**
     * @param superuser a connection to the service's database; the caller closes it
     * @param service for example {@code tenant}, whose runtime roles are {@code tenant_app} and {@code tenant_system}
     */
    public Catalogue(Connection superuser, String service) {
        this.superuser = superuser;
        this.service = service;
        this.query = new Query(superuser);
    }

    /**
     * Compares the service's tables with the data model: columns by name and type (a wider type is allowed), keys, and
     * indexes by name and leading column.
     *
     * @param tables names in the database, for example {@code branding_configurations}
     */
    public List<String> matchesSeed(String... tables) {
        return new SeedCheck(query, Seed.read()).findings(tables);
    }

    /** Checks that no runtime role can see or change a row outside its scope, or gain the rights to do so. */
    public List<String> isIsolated() {
        return new IsolationCheck(query, service).findings();
    }

    /**
     * Weakens the isolation of each table in several ways, one at a time with a rollback, and returns those weakenings
     * that {@link #isIsolated} does not detect. This proves that the check can fail.
     */
    public List<String> unnoticedWeakenings() {
        Weakenings weakenings = new Weakenings(superuser, service);
        List<String> unnoticed = weakenings.unnoticed();
        report(weakenings.tried() + " weakenings", unnoticed, "unnoticed");
        return unnoticed;
    }

    /**
     * Tries to reach an invented row of each table from every foreign scope, with every statement that reads or writes.
     * All privileges are granted, so that only the policies protect the row. Everything is rolled back.
     */
    public List<String> trespasses() {
        Trespass trespass = new Trespass(superuser, service);
        List<String> findings = new ArrayList<>();
        List<String> tables = Tables.of(query);
        tables.forEach(table -> findings.addAll(RolledBack.in(superuser, () -> List.copyOf(trespass.on(table)))));
        report(trespass.attempts() + " trespasses on " + tables.size() + " tables", findings, "came through");
        return findings.stream().distinct().toList();
    }

    /**
     * Writes rows that refer to another tenant's row by each foreign key, or repeat its values in each unique key.
     * Everything is rolled back.
     *
     * @param platformWide the unique indexes that intentionally reveal that another tenant uses a value, for example an
     *     e-mail address
     */
    public List<String> keysThatCrossTenants(String... platformWide) {
        CrossKeys keys = new CrossKeys(superuser, service, Set.of(platformWide));
        List<String> findings = new ArrayList<>();
        Tables.of(query).forEach(table -> findings.addAll(RolledBack.in(superuser, () -> List.copyOf(keys.on(table)))));
        report(
                keys.attempts() + " foreign and unique keys of others (" + keys.stored() + " own ones were stored)",
                findings,
                "came through");
        return findings.stream().distinct().toList();
    }

    private void report(String what, List<String> findings, String outcome) {
        System.out.println(service + ": " + what + ", " + findings.size() + " " + outcome);
    }

    /**
     * Returns the privileges of the runtime roles, to compare with a file: one sorted line per role, table and
     * privilege, with columns if the privilege does not cover all.
     */
    public String grants() {
        return new Grants(query, service).text();
    }

    /** Runs catalogue queries and returns their values as text. */
    static final class Query {
        private final Connection connection;

        Query(Connection connection) {
            this.connection = connection;
        }

        List<List<String>> rows(String sql, String... parameters) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setString(i + 1, parameters[i]);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return read(rows);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static List<List<String>> read(ResultSet rows) throws SQLException {
            List<List<String>> read = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                read.add(row);
            }
            return read;
        }

        List<String> column(String sql, String... parameters) {
            return rows(sql, parameters).stream().map(row -> row.get(0)).toList();
        }

        Map<String, String> map(String sql, String... parameters) {
            Map<String, String> map = new LinkedHashMap<>();
            rows(sql, parameters).forEach(row -> map.put(row.get(0), row.get(1)));
            return map;
        }
    }
}
