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
 * Checks a service's live database, by its system catalogue, against the data model and the rules of isolation. Every
 * check gives its findings as sentences; none means that all is well.
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
     * @param superuser a connection to the service's database, which stays the caller's to close
     * @param service as {@code tenant}: its runtime roles are {@code tenant_app} and {@code tenant_system}
     */
    public Catalogue(Connection superuser, String service) {
        this.superuser = superuser;
        this.service = service;
        this.query = new Query(superuser);
    }

    /**
     * Compares the tables that the service owns with the data model: each column with its name and a type as wide or
     * wider, keys, and each index under its name with its leading column.
     *
     * @param tables by their names in the database, as {@code branding_configurations}
     */
    public List<String> matchesSeed(String... tables) {
        return new SeedCheck(query, Seed.read()).findings(tables);
    }

    /** Checks that no runtime role can see or touch a row outside its scope, nor get itself into a position to. */
    public List<String> isIsolated() {
        return new IsolationCheck(query, service).findings();
    }

    /**
     * Weakens the isolation of each table in each of several ways, one at a time and rolled back, and gives those
     * weakenings that {@link #isIsolated} does not notice: a check that cannot fail is worth nothing.
     */
    public List<String> unnoticedWeakenings() {
        Weakenings weakenings = new Weakenings(superuser, service);
        List<String> unnoticed = weakenings.unnoticed();
        report(weakenings.tried() + " weakenings", unnoticed, "unnoticed");
        return unnoticed;
    }

    /**
     * Tries to reach a made-up row of each table from every scope that is not its own, by every statement that reads or
     * writes, with all grants there are, so that the policies alone stand in the way; rolled back.
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
     * Writes rows that lead to another tenant's by each foreign key, or repeat another's values under each unique key;
     * rolled back.
     *
     * @param platformWide the unique indexes by which one tenant is meant to learn that another has a value, as an e-mail
     *     address that is somebody's
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
     * What the runtime roles may do: a line for each role, table and privilege, with the columns where not all of them
     * are meant; sorted, to be compared with a kept file.
     */
    public String grants() {
        return new Grants(query, service).text();
    }

    /** Runs catalogue queries and gives their values as text. */
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
