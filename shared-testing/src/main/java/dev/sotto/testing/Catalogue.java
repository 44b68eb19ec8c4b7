package dev.sotto.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        return new Weakenings(superuser, service).unnoticed();
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
