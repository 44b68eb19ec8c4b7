package dev.sotto.runtime.migration;

import dev.sotto.model.Emails;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import liquibase.change.custom.CustomTaskChange;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.CustomChangeException;
import liquibase.exception.DatabaseException;
import liquibase.exception.ValidationErrors;
import liquibase.resource.ResourceAccessor;

/**
 * A Liquibase change that writes the addresses of a column as {@link Emails#normal} has them. It refuses to run as a role
 * from which row-level security hides rows, and where one address stands in a unique column in several spellings: only
 * people can say which of two users is to have it. Addresses are personal, so what it says names ids alone.
 *
 * <p>Only rows with characters outside ASCII are read: an address in lower-case ASCII is normal.
 */
public final class NormalizeEmails implements CustomTaskChange {

    private static final String UNCHANGED = " Nothing was changed.";

    private String table = "";
    private String column = "";
    private boolean unique;
    private boolean versioned;
    private int changed;

    /** @param table whose key is a UUID {@code id} */
    public void setTable(String table) {
        this.table = table;
    }

    /** @param column in which addresses stand, in lower case */
    public void setColumn(String column) {
        this.column = column;
    }

    /** @param unique whether the column has a unique key over the whole table */
    public void setUnique(boolean unique) {
        this.unique = unique;
    }

    /** @param versioned whether a change moves {@code version} and {@code updated_at} */
    public void setVersioned(boolean versioned) {
        this.versioned = versioned;
    }

    @Override
    public void execute(Database database) throws CustomChangeException {
        JdbcConnection connection = (JdbcConnection) database.getConnection();
        try {
            requireEveryRow(connection);
            List<Respelling> respellings = respellings(connection);
            if (unique) {
                requireOneSpelling(connection, respellings);
            }
            for (Respelling respelling : respellings) {
                write(connection, respelling);
            }
            changed = respellings.size();
        } catch (SQLException | DatabaseException e) {
            throw new CustomChangeException(place() + ": " + e.getMessage(), e);
        }
    }

    private void requireEveryRow(JdbcConnection connection)
            throws SQLException, DatabaseException, CustomChangeException {
        try (PreparedStatement query = connection.prepareStatement("select row_security_active(?::regclass)")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next() || rows.getBoolean(1)) {
                    throw new CustomChangeException(place() + ": row-level security hides rows from this role."
                            + " Migrate as the service's migrator.");
                }
            }
        }
    }

    private List<Respelling> respellings(JdbcConnection connection)
            throws SQLException, DatabaseException, CustomChangeException {
        List<Respelling> respellings = new ArrayList<>();
        List<UUID> withoutDomain = new ArrayList<>();
        String select = "select id, %2$s from %1$s where octet_length(%2$s) <> char_length(%2$s) order by id";
        try (PreparedStatement query = connection.prepareStatement(select.formatted(table, column));
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String before = rows.getString(2);
                Respelling respelling = new Respelling(rows.getObject(1, UUID.class), before, Emails.normal(before));
                if (!Emails.isAscii(respelling.domain())) {
                    withoutDomain.add(respelling.id());
                } else if (!respelling.after().equals(before)) {
                    respellings.add(respelling);
                }
            }
        }
        if (!withoutDomain.isEmpty()) {
            throw new CustomChangeException("These rows of " + place() + " have no valid domain name after the @: "
                    + withoutDomain + ". Give them another address or remove them, and migrate again." + UNCHANGED);
        }
        return respellings;
    }

    private void requireOneSpelling(JdbcConnection connection, List<Respelling> respellings)
            throws SQLException, DatabaseException, CustomChangeException {
        Map<String, Set<UUID>> owners = new LinkedHashMap<>();
        for (Respelling respelling : respellings) {
            owners.computeIfAbsent(respelling.after(), address -> new LinkedHashSet<>())
                    .add(respelling.id());
        }
        for (Map.Entry<String, Set<UUID>> owner : owners.entrySet()) {
            owner.getValue().addAll(idsOf(connection, owner.getKey()));
        }
        List<Set<UUID>> several =
                owners.values().stream().filter(ids -> ids.size() > 1).toList();
        if (!several.isEmpty()) {
            throw new CustomChangeException("These rows of " + place()
                    + " have one e-mail address in several spellings: "
                    + several + ". Let one of each keep it, give the others another address or remove them, and migrate"
                    + " again." + UNCHANGED);
        }
    }

    private Set<UUID> idsOf(JdbcConnection connection, String address) throws SQLException, DatabaseException {
        Set<UUID> ids = new LinkedHashSet<>();
        String select = "select id from %s where %s = ?".formatted(table, column);
        try (PreparedStatement query = connection.prepareStatement(select)) {
            query.setString(1, address);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }

    private void write(JdbcConnection connection, Respelling respelling)
            throws SQLException, DatabaseException, CustomChangeException {
        String moved = versioned ? ", version = version + 1, updated_at = now()" : "";
        String update = "update %1$s set %2$s = ?%3$s where id = ? and %2$s = ?".formatted(table, column, moved);
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, respelling.after());
            statement.setObject(2, respelling.id());
            statement.setString(3, respelling.before());
            if (statement.executeUpdate() != 1) {
                throw new CustomChangeException(place() + ": row " + respelling.id() + " could not be changed.");
            }
        }
    }

    private String place() {
        return table + "." + column;
    }

    @Override
    public String getConfirmationMessage() {
        return changed + " addresses of " + place() + " were normalised";
    }

    @Override
    public void setUp() {
        // Nothing: everything comes by the setters.
    }

    @Override
    public void setFileOpener(ResourceAccessor resources) {
        // Nothing is read but rows.
    }

    /** Both names end up in SQL. */
    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors();
        for (String name : List.of(table, column)) {
            if (!name.matches("[a-z_]+")) {
                errors.addError("table and column must be plain names, not '" + name + "'");
            }
        }
        return errors;
    }

    private record Respelling(UUID id, String before, String after) {

        String domain() {
            return after.substring(after.lastIndexOf('@') + 1);
        }
    }
}
