package dev.sotto.testing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.servers.Databases;
import dev.sotto.servers.LocalPostgres;
import dev.sotto.testing.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private static LocalPostgres postgres;
    private static Databases databases;
    private static Connection superuser;
    private static Catalogue catalogue;

    @BeforeAll
    static void start() throws SQLException {
        postgres = LocalPostgres.start();
        databases = new Databases(postgres, role -> role);
        databases.create();
        superuser = databases.superuser("reseller");
        catalogue = new Catalogue(superuser, "reseller");
    }

    @AfterAll
    static void stop() throws SQLException {
        superuser.close();
        postgres.close();
    }

    @BeforeEach
    void schemaAsItShouldBe() throws SQLException {
        run("drop schema public cascade; create schema public authorization reseller_migrator");
        databases.create();
        run("""
                set role reseller_migrator;
                create table resellers (
                    id uuid primary key, name varchar(255), email varchar(255), phone varchar(50),
                    commission_rate numeric(6, 3), status text, created_at timestamptz, updated_at timestamptz);
                create table branding_configurations (
                    id uuid primary key, reseller_id uuid references resellers, name varchar(100), is_default boolean,
                    theme jsonb, assets jsonb, texts jsonb, created_at timestamptz, updated_at timestamptz);
                create index branding_configurations_reseller_id_idx on branding_configurations (reseller_id, id);
                create table audit_log (id uuid primary key, after jsonb);
                grant select, insert on audit_log to reseller_app;
                grant select, update (name, email) on resellers to reseller_app;
                grant select (id) on resellers to reseller_system;
                """ + policy("resellers", "id") + policy("branding_configurations", "reseller_id")
                + policy("audit_log", "id") + "reset role");
    }

    /** The platform reads all rows and changes none. */
    private static String policy(String table, String owner) {
        String condition = """
                case (select current_setting('app.scope', true)) when 'platform' then %s
                when 'reseller' then (%s = (select nullif(current_setting('app.reseller_id', true), '')::uuid))
                when 'system' then (select current_user = 'reseller_system') else false end""";
        return """
                alter table %1$s enable row level security;
                alter table %1$s force row level security;
                create policy isolation on %1$s for all using (%2$s) with check (%3$s);
                create policy isolation_update on %1$s as restrictive for update using (%3$s);
                create policy isolation_delete on %1$s as restrictive for delete using (%3$s);
                """.formatted(table, condition.formatted("true", owner), condition.formatted("false", owner));
    }

    @Test
    void readsTheWholeDataModel() {
        Seed seed = Seed.read();

        assertThat(seed.tables().keySet())
                .containsExactly(
                        "resellers",
                        "tenants",
                        "users",
                        "workflows",
                        "jobs",
                        "subscription_plans",
                        "branding_configurations",
                        "usage_records",
                        "api_keys");
        assertThat(seed.tables().values().stream().mapToInt(List::size).sum()).isEqualTo(91);
        assertThat(seed.indexes()).hasSize(13).contains(new Seed.Index("users_email_idx", "users", "email"));
    }

    @Test
    void acceptsCorrectDatabase() {
        assertThat(catalogue.matchesSeed("resellers", "branding_configurations"))
                .isEmpty();
        assertThat(catalogue.isIsolated()).isEmpty();
    }

    @Test
    void noticesEveryWeakening() throws SQLException {
        assertThat(catalogue.unnoticedWeakenings()).isEmpty();
        assertThat(catalogue.isIsolated()).isEmpty();
        assertThat(superuser.getAutoCommit()).isTrue();
    }

    @Test
    void findsNoTrespassAndDetectsOne() throws SQLException {
        assertThat(catalogue.trespasses()).isEmpty();

        run("create view peephole as select id, name from resellers");
        assertThat(catalogue.trespasses())
                .isNotEmpty()
                .allMatch(finding ->
                        finding.startsWith("resellers: reached from ") && finding.endsWith(" by the view peephole"));
    }

    @Test
    void triesEachTopicThatAPolicyNames() throws SQLException {
        String copies = """
                set role reseller_migrator;
                create table copies (topic text, id uuid, reseller_id uuid, data jsonb, primary key (topic, id));
                grant select on copies to reseller_app;
                alter table copies enable row level security;
                alter table copies force row level security;
                create policy isolation on copies for all using (case (select current_setting('app.scope', true))
                    when 'reseller' then (topic = 'own' and reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid))
                        or (topic = 'plans' and %s)
                    when 'system' then (select current_user = 'reseller_system') else false end) with check (false);
                reset role;
                """;
        String ofReseller = "reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)";

        run(copies.formatted(ofReseller));
        assertThat(catalogue.trespasses()).isEmpty();

        run("drop table copies");
        run(copies.formatted("true"));
        assertThat(catalogue.trespasses())
                .isNotEmpty()
                .allMatch(finding -> finding.startsWith("copies: reached from "));
    }

    @Test
    void findsKeysThatCrossTenants() throws SQLException {
        run("""
                alter table branding_configurations add sibling_id uuid references branding_configurations;
                alter table branding_configurations add unique (name);
                """);

        assertThat(catalogue.keysThatCrossTenants())
                .containsExactlyInAnyOrder(
                        "branding_configurations: a row of reseller leads to another's row of branding_configurations by"
                                + " branding_configurations_sibling_id_fkey",
                        "branding_configurations: branding_configurations_name_key tells a reseller what another has");
        assertThat(catalogue.keysThatCrossTenants("branding_configurations_name_key"))
                .hasSize(1);
    }

    @Test
    void findsMissingTablesAndColumns() throws SQLException {
        run("""
                alter table resellers drop column phone;
                alter table resellers alter name type varchar(254);
                alter table resellers alter commission_rate type numeric(5, 3);
                alter table resellers alter created_at type timestamp;
                alter table branding_configurations drop constraint branding_configurations_reseller_id_fkey;
                alter table resellers drop constraint resellers_pkey;
                drop index branding_configurations_reseller_id_idx;
                create index branding_configurations_reseller_id_idx on branding_configurations (id, reseller_id);
                """);

        assertThat(catalogue.matchesSeed("resellers", "branding_configurations", "tenants", "parrots"))
                .containsExactlyInAnyOrder(
                        "resellers.phone: missing",
                        "resellers.name: character varying(254) is narrower than VARCHAR(255)",
                        "resellers.commission_rate: numeric(5,3) is narrower than DECIMAL(5,2)",
                        "resellers.created_at: timestamp without time zone is narrower than TIMESTAMP",
                        "resellers.id: not the primary key",
                        "branding_configurations.reseller_id: no foreign key to resellers",
                        "branding_configurations: no index branding_configurations_reseller_id_idx that reseller_id leads",
                        "tenants: missing",
                        "parrots: the data model has no such table");
    }

    @Test
    void findsPolicyWithOrOrPerRowSettings() throws SQLException {
        String scope = "case (select current_setting('app.scope', true))";
        String system = " when 'system' then (select current_user = 'reseller_system') else false end";
        run("alter policy isolation on resellers using (" + scope + system + " or true) with check (" + scope + system
                + ")");
        run("alter policy isolation on audit_log using (" + scope
                + " when 'reseller' then id = nullif(current_setting('app.reseller_id', true), '')::uuid" + system
                + ")");

        assertThat(catalogue.isIsolated())
                .filteredOn(finding -> finding.contains("policy isolation "))
                .hasSize(2)
                .allMatch(finding -> finding.contains("is not a CASE over app.scope alone"));
    }

    @Test
    void findsReadersWithWriteAccess() throws SQLException {
        run("drop policy isolation_delete on resellers");

        assertThat(catalogue.isIsolated())
                .containsExactly("resellers: no restrictive policy holds DELETE to what may be written");
    }

    @Test
    void findsForeignKeyToAnotherTenant() throws SQLException {
        run("alter table resellers add tenant_id uuid; alter table branding_configurations add tenant_id uuid");

        assertThat(catalogue.isIsolated())
                .singleElement()
                .asString()
                .startsWith("branding_configurations_reseller_id_fkey: a foreign key");
    }

    @Test
    void listsGrantsByRoleTableAndColumn() {
        assertThat(catalogue.grants()).isEqualTo("""
                reseller_app audit_log insert
                reseller_app audit_log select
                reseller_app resellers select
                reseller_app resellers update (email, name)
                reseller_system resellers select (id)
                """);
    }

    @Test
    void snapshotShowsDifferences(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("grants.txt");

        assertThat(Snapshot.of(file.toString()).differences("a\n"))
                .singleElement()
                .asString()
                .contains("missing");
        Files.writeString(file, "a\nb\n");
        assertThat(Snapshot.of(file.toString()).differences("a\nb\n")).isEmpty();
        assertThat(Snapshot.of(file.toString()).differences("a\nc\nd\n"))
                .containsExactly(
                        "line 2 is kept as: b — and is today: c", "line 3 is kept as: (nothing) — and is today: d");
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
