package dev.sotto.testing.catalogue;

import dev.sotto.testing.catalogue.MadeTable.Owner;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Tries to reach a tenant's row of each table from every foreign scope: none, an empty or malformed one, another
 * tenant's, another reseller's, and the system's with the wrong role. It uses every statement that reads or writes. All
 * privileges are granted to the runtime roles, so that only the policies protect the rows.
 */
final class Trespass {
    private static final UUID RESELLER = UUID.randomUUID();
    private static final Owner VICTIM = new Owner(UUID.randomUUID(), RESELLER);
    private static final Owner NEIGHBOUR = new Owner(UUID.randomUUID(), RESELLER);
    /** An owner without rows, for attempts to insert a row in its name. */
    private static final Owner ABSENT = new Owner(UUID.randomUUID(), UUID.randomUUID());

    private static final Owner STRANGER = new Owner(UUID.randomUUID(), UUID.randomUUID());

    private static final String VIEWS = """
            select distinct v.relname from pg_class v
            join pg_rewrite r on r.ev_class = v.oid
            join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            where v.relkind = 'v' and v.relnamespace = 'public'::regnamespace and d.refobjid = to_regclass(?)
            order by 1""";

    /** Where an attempt comes from: the values of the three settings; null leaves one unset. */
    private record Place(String title, String scope, String tenant, String reseller, Owner own) {}

    private static final List<Place> PLACES = List.of(
            new Place("no scope", null, null, null, null),
            new Place("an empty scope", "", "", "", null),
            new Place("a tenant without an id", "tenant", "", "", null),
            new Place("a tenant with a malformed id", "tenant", "' or true --", "' or true --", null),
            new Place("an unknown scope", "TENANT", VICTIM.tenant().toString(), RESELLER.toString(), null),
            new Place("another reseller's tenant", "tenant", id(STRANGER.tenant()), id(STRANGER.reseller()), STRANGER),
            new Place("its neighbour", "tenant", id(NEIGHBOUR.tenant()), id(RESELLER), NEIGHBOUR),
            new Place("a reseller without an id", "reseller", "", "", null),
            new Place("a reseller with a malformed id", "reseller", "*", "*", null),
            new Place("another reseller", "reseller", "", id(STRANGER.reseller()), STRANGER),
            new Place(
                    "another reseller that names it",
                    "reseller",
                    id(VICTIM.tenant()),
                    id(STRANGER.reseller()),
                    STRANGER));

    private final Connection superuser;
    private final Catalogue.Query query;
    private final String service;
    private final List<String> findings = new ArrayList<>();
    private int attempts;
    private boolean patient = true;

    Trespass(Connection superuser, String service) {
        this.superuser = superuser;
        this.query = new Catalogue.Query(superuser);
        this.service = service;
    }

    int attempts() {
        return attempts;
    }

    private static String id(UUID id) {
        return id.toString();
    }

    /** Like {@link #on}, but stops at the first successful attempt. */
    List<String> untilFirst(String table) {
        patient = false;
        return on(table);
    }

    /** Returns the successful attempts on a table. Runs in a transaction that the caller rolls back. */
    List<String> on(String table) {
        findings.clear();
        for (MadeTable target : MadeTable.ofEachTopic(query, table)) {
            if (patient || findings.isEmpty()) {
                on(target);
            }
        }
        return findings;
    }

    private void on(MadeTable target) {
        String table = target.name();
        try (Statement statement = superuser.createStatement()) {
            target.open(superuser, query, service);
            // Disables foreign keys, because only the policies are tested.
            statement.execute("set local session_replication_role = replica");
            Map<String, String> row = target.row(VICTIM);
            Map<String, String> neighbours = target.row(NEIGHBOUR);
            Map<String, String> strangers = target.row(STRANGER);
            for (Map<String, String> seeded : List.of(row, neighbours, strangers)) {
                // If a reseller can have only one row, its tenants have no row of their own.
                statement.execute(target.insertion(seeded) + " on conflict do nothing");
            }
            for (String view : query.column(VIEWS, table)) {
                statement.execute("grant select on " + view + " to " + service + "_app, " + service + "_system");
            }
            beSeenByItsOwner(target, row);
            for (String role : List.of(service + "_app", service + "_system")) {
                for (Place place : PLACES) {
                    if (!patient && !findings.isEmpty()) {
                        return;
                    }
                    if (NEIGHBOUR.equals(place.own()) && target.isSharedByTenantsOfItsReseller()) {
                        continue;
                    }
                    from(place, role, target, row, NEIGHBOUR.equals(place.own()) ? neighbours : strangers);
                }
            }
            Place system = new Place("the system's scope", "system", "", "", null);
            from(system, service + "_app", target, row, strangers);
        } catch (SQLException e) {
            throw new IllegalStateException(table, e);
        }
    }

    /** Fails if the owner does not see the row, because a row that nobody sees proves nothing. */
    private void beSeenByItsOwner(MadeTable target, Map<String, String> row) throws SQLException {
        String select = "select from " + target.name() + " t where " + MadeTable.isThis(row);
        mustSee(target, "tenant", service + "_app", select);
        mustSee(target, "reseller", service + "_app", select);
        Place system = new Place("system", "system", "", "", null);
        if (rows(system, service + "_system", select) != 1) {
            findings.add(target.name() + ": a row is not seen by the system");
        }
    }

    private void mustSee(MadeTable target, String scope, String role, String select) throws SQLException {
        Place owner = new Place(scope, scope, id(VICTIM.tenant()), id(RESELLER), VICTIM);
        if (target.isSeenIn(scope) && rows(owner, role, select) != 1) {
            findings.add(target.name() + ": a row is not seen by its own " + scope);
        }
    }

    private void from(Place place, String role, MadeTable target, Map<String, String> row, Map<String, String> own)
            throws SQLException {
        String table = target.name();
        String where = " where " + MadeTable.isThis(row);
        String any = target.anyColumn();
        mustDoNothing(place, role, table, "SELECT", "select from " + table + " t" + where);
        mustDoNothing(place, role, table, "FOR UPDATE", "select from " + table + " t" + where + " for update");
        mustDoNothing(place, role, table, "UPDATE", "update " + table + " t set " + any + " = t." + any + where);
        mustDoNothing(place, role, table, "DELETE", "delete from " + table + " t" + where);
        mustDoNothing(place, role, table, "INSERT", target.insertion(target.row(ABSENT)));
        mustDoNothing(place, role, table, "UPSERT", upsert(target, row));
        String gift = target.stamp(VICTIM).entrySet().stream()
                .map(column -> column.getKey() + " = " + MadeTable.literal(column.getValue()))
                .collect(Collectors.joining(", "));
        if (place.own() != null && !gift.isEmpty()) {
            mustDoNothing(
                    place,
                    role,
                    table,
                    "UPDATE of an own row into its scope",
                    "update " + table + " t set " + gift + " where " + MadeTable.isThis(own));
        }
        copy(place, role, target, row);
        for (String view : query.column(VIEWS, table)) {
            mustDoNothing(
                    place,
                    role,
                    table,
                    "the view " + view,
                    "select from " + view + " v where v::text like '%" + mark(row) + "%'");
        }
    }

    /** Returns a value that no other row has. */
    private static String mark(Map<String, String> row) {
        return row.values().stream()
                .map(value -> value.split("'"))
                .filter(parts -> parts.length > 1)
                .map(parts -> parts[1].replaceFirst("^\\\\x", ""))
                .filter(value -> value.matches("[0-9a-f-]{32,64}"))
                .findFirst()
                .orElseThrow();
    }

    private String upsert(MadeTable target, Map<String, String> row) {
        String key = query.column("""
                select string_agg(attname, ', ' order by attnum) from pg_index i
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                where i.indrelid = to_regclass(?) and i.indisprimary""", target.name()).get(0);
        return target.insertion(row) + " on conflict (" + key + ") do update set " + target.anyColumn() + " = excluded."
                + target.anyColumn();
    }

    private void copy(Place place, String role, MadeTable target, Map<String, String> row) throws SQLException {
        attempts += 2;
        Savepoint before = superuser.setSavepoint();
        try {
            enter(place, role);
            StringWriter out = new StringWriter();
            superuser
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select 1 from " + target.name() + " t where " + MadeTable.isThis(row)
                                    + ") to stdout",
                            out);
            if (!out.toString().isEmpty()) {
                findings.add(sentence(place, role, target.name(), "COPY TO"));
            }
        } catch (SQLException e) {
            mustNotTell(place, role, target.name(), "COPY TO", e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            superuser.rollback(before);
        }
        Map<String, UUID> stamp = target.stamp(VICTIM);
        if (stamp.isEmpty()) {
            return;
        }
        before = superuser.setSavepoint();
        try {
            enter(place, role);
            String line = stamp.values().stream().map(UUID::toString).collect(Collectors.joining("\t")) + "\n";
            long copied = superuser
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + target.name() + " (" + String.join(", ", stamp.keySet()) + ") from stdin",
                            new StringReader(line));
            if (copied > 0) {
                findings.add(sentence(place, role, target.name(), "COPY FROM"));
            }
        } catch (SQLException refused) {
            mustNotTell(place, role, target.name(), "COPY FROM", refused);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            superuser.rollback(before);
        }
    }

    private void mustDoNothing(Place place, String role, String table, String what, String sql) throws SQLException {
        attempts++;
        if (rows(place, role, sql) > 0) {
            findings.add(sentence(place, role, table, what));
        }
    }

    private String sentence(Place place, String role, String table, String what) {
        return table + ": reached from " + place.title() + " as " + role + " by " + what;
    }

    /** Returns the number of rows that the statement found or wrote; 0 if it was refused. Its effect is undone. */
    private int rows(Place place, String role, String sql) throws SQLException {
        Savepoint before = superuser.setSavepoint();
        try (Statement statement = superuser.createStatement()) {
            enter(place, role);
            int rows = 0;
            boolean more = statement.execute(sql);
            while (more || statement.getUpdateCount() != -1) {
                if (more) {
                    while (statement.getResultSet().next()) {
                        rows++;
                    }
                } else {
                    rows += statement.getUpdateCount();
                }
                more = statement.getMoreResults();
            }
            return rows;
        } catch (SQLException refused) {
            mustNotTell(place, role, "", sql, refused);
            return 0;
        } finally {
            superuser.rollback(before);
        }
    }

    /** The error message may repeat values of the statement, but must not reveal other values. */
    private void mustNotTell(Place place, String role, String table, String sql, SQLException refused) {
        String text = String.valueOf(refused.getMessage());
        boolean said = sql.contains(id(VICTIM.tenant())) || sql.contains(id(RESELLER)) || sql.startsWith("COPY");
        if (!said && (text.contains(id(VICTIM.tenant())) || text.contains(id(RESELLER)))) {
            findings.add(sentence(place, role, table, "the words of a refusal: " + text));
        }
    }

    private void enter(Place place, String role) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(setting("app.scope", place.scope()) + setting("app.tenant_id", place.tenant())
                    + setting("app.reseller_id", place.reseller()) + "set local role " + role);
        }
    }

    private static String setting(String name, String value) {
        return value == null ? "" : "set local " + name + " = '" + value.replace("'", "''") + "';";
    }
}
