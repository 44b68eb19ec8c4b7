package dev.sotto.testing.catalogue;

import dev.sotto.testing.catalogue.MadeTable.Owner;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes rows of one tenant that refer to another tenant's row by each foreign key, and rows that repeat another
 * tenant's value in each unique key. PostgreSQL checks both without row-level policies. A foreign reference must be
 * refused. A repeated value must be stored or refused by a policy, so that nobody learns other tenants' values. A
 * conflict is allowed only for keys that contain a value nobody can guess (an id, a hash), and for listed platform-wide
 * keys.
 */
final class CrossKeys {
    private static final String FOREIGN_KEYS = """
            select f.conname, f.confrelid::regclass::text,
                (select string_agg(a.attname, ',' order by k.n) from unnest(f.conkey) with ordinality k (attnum, n)
                    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.attnum),
                (select string_agg(a.attname, ',' order by k.n) from unnest(f.confkey) with ordinality k (attnum, n)
                    join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.attnum)
            from pg_constraint f where f.contype = 'f' and f.conrelid = to_regclass(?) order by 1""";
    private static final String UNIQUE_KEYS = """
            select i.indexrelid::regclass::text, string_agg(a.attname, ',' order by a.attnum),
                bool_or(a.atttypid in ('uuid'::regtype, 'bytea'::regtype))::text
            from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            where i.indisunique and i.indrelid = to_regclass(?) group by 1 order by 1""";
    private static final String UNIQUE_VIOLATION = "23505";

    private static final UUID RESELLER = UUID.randomUUID();
    private static final Owner VICTIM = new Owner(UUID.randomUUID(), RESELLER);
    private static final Owner NEIGHBOUR = new Owner(UUID.randomUUID(), RESELLER);
    private static final Owner STRANGER = new Owner(UUID.randomUUID(), UUID.randomUUID());

    private final Connection superuser;
    private final Catalogue.Query query;
    private final String service;
    private final Set<String> platformWide;
    private final List<String> findings = new ArrayList<>();
    private int attempts;
    private int stored;

    /** @param platformWide the unique indexes for which a conflict with another tenant's row is intended */
    CrossKeys(Connection superuser, String service, Set<String> platformWide) {
        this.superuser = superuser;
        this.query = new Catalogue.Query(superuser);
        this.service = service;
        this.platformWide = platformWide;
    }

    int attempts() {
        return attempts;
    }

    /**
     * Returns how many rows without a foreign reference were stored. This proves that the other rows were refused
     * because of their reference.
     */
    int stored() {
        return stored;
    }

    private record ForeignKey(String name, String parent, List<String> columns, List<String> referred) {

        static ForeignKey of(List<String> row) {
            return new ForeignKey(
                    row.get(0),
                    row.get(1),
                    Arrays.asList(row.get(2).split(",")),
                    Arrays.asList(row.get(3).split(",")));
        }
    }

    /** Returns the successful attempts on a table. Runs in a transaction that the caller rolls back. */
    List<String> on(String table) {
        findings.clear();
        MadeTable.ofEachTopic(query, table).forEach(this::on);
        return findings;
    }

    private void on(MadeTable target) {
        String table = target.name();
        List<ForeignKey> foreignKeys =
                query.rows(FOREIGN_KEYS, table).stream().map(ForeignKey::of).toList();
        try {
            TableLocks.take(
                    superuser,
                    Stream.concat(Stream.of(table), foreignKeys.stream().map(ForeignKey::parent))
                            .distinct()
                            .toList());
            target.open(superuser, query, service);
            for (ForeignKey key : foreignKeys) {
                new MadeTable(query, key.parent()).open(superuser, query, service);
            }
            for (Owner attacker : List.of(NEIGHBOUR, STRANGER)) {
                for (String scope : List.of("tenant", "reseller")) {
                    boolean sameReseller = attacker.equals(NEIGHBOUR) && scope.equals("reseller");
                    if (target.isSeenIn(scope) && !sameReseller) {
                        asAttacker(target, foreignKeys, attacker, scope);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(table, e);
        }
    }

    private void asAttacker(MadeTable target, List<ForeignKey> foreignKeys, Owner attacker, String scope)
            throws SQLException {
        Savepoint before = superuser.setSavepoint();
        Map<String, String> foreign = target.row(VICTIM);
        Map<String, String> own = target.row(attacker);
        seed("set local session_replication_role = replica");
        for (ForeignKey key : foreignKeys) {
            seedParent(key, foreign, VICTIM);
            seedParent(key, own, attacker);
        }
        seed(target.insertion(foreign));
        seed("set local session_replication_role = origin");
        stored += insert(target, own, attacker, scope) == null ? 1 : 0;
        Set<String> stamp = target.stamp(attacker).keySet();
        for (ForeignKey key : foreignKeys) {
            boolean shared = new MadeTable(query, key.parent()).isSharedByTenantsOfItsReseller();
            for (boolean whole : new boolean[] {false, true}) {
                // A key that consists only of the owner's columns refers to nothing else that could be exchanged.
                boolean pointless = !whole && stamp.containsAll(key.columns());
                if (pointless || (shared && attacker.equals(NEIGHBOUR))) {
                    continue;
                }
                Map<String, String> row = with(own, foreign, key.columns(), whole ? Set.of() : stamp);
                attempts++;
                if (insert(target, row, attacker, scope) == null) {
                    findings.add("%s: a row of %s leads to another's row of %s by %s"
                            .formatted(target.name(), scope, key.parent(), key.name()));
                }
            }
        }
        for (List<String> key : query.rows(UNIQUE_KEYS, target.name())) {
            Map<String, String> row =
                    with(own, foreign, Arrays.asList(key.get(1).split(",")), stamp);
            attempts++;
            String state = insert(target, row, attacker, scope);
            boolean guessable = key.get(2).equals("false") && !platformWide.contains(key.get(0));
            if (UNIQUE_VIOLATION.equals(state) && guessable) {
                findings.add("%s: %s tells a %s what another has".formatted(target.name(), key.get(0), scope));
            }
        }
        superuser.rollback(before);
    }

    private static Map<String, String> with(
            Map<String, String> own, Map<String, String> foreign, List<String> columns, Set<String> except) {
        Map<String, String> row = new LinkedHashMap<>(own);
        columns.stream()
                .filter(column -> !except.contains(column) && foreign.containsKey(column))
                .forEach(column -> row.put(column, foreign.get(column)));
        return row;
    }

    /** Inserts the row to which a child's foreign key refers. It has the same owner as the child. */
    private void seedParent(ForeignKey key, Map<String, String> child, Owner owner) throws SQLException {
        MadeTable parent = new MadeTable(query, key.parent());
        Map<String, String> row = new LinkedHashMap<>(parent.row(owner));
        IntStream.range(0, key.columns().size())
                .forEach(i ->
                        row.put(key.referred().get(i), child.get(key.columns().get(i))));
        seed(parent.insertion(row) + " on conflict do nothing");
    }

    private void seed(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the SQL state of the refusal, or null if the row was stored. The insert is undone. */
    private String insert(MadeTable target, Map<String, String> row, Owner attacker, String scope) throws SQLException {
        Savepoint before = superuser.setSavepoint();
        try {
            seed("set local app.scope = '" + scope + "'; set local app.tenant_id = '"
                    + (scope.equals("tenant") ? attacker.tenant() : "") + "'; set local app.reseller_id = '"
                    + attacker.reseller() + "'; set local role " + service + "_app");
            seed(target.insertion(row));
            return null;
        } catch (SQLException refused) {
            return refused.getSQLState();
        } finally {
            superuser.rollback(before);
        }
    }
}
