package dev.sotto.imports;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sotto.jobs.transcripts.TranscriptJson;
import dev.sotto.runtime.json.Ids;
import dev.sotto.servers.Databases;
import dev.sotto.servers.LocalPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * A tenant of Sotto for one test: job-service's real database, a store, and an API that knows the tenant and its Admin.
 */
final class Target {

    static final String TOKEN = "token-of-the-reseller";

    private static Databases databases;
    private static LocalPostgres postgres;

    private final UUID tenant = UUID.randomUUID();
    private final UUID reseller = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();
    private final Path store;
    private final HttpServer api;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();

    Target(Path directory) throws IOException, SQLException {
        start();
        store = Files.createDirectories(directory.resolve("media"));
        api = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        api.createContext("/", this::answer);
        api.start();
        answer("GET /api/v1/tenants/" + tenant, tenantJson("Customer"));
        answer("GET /api/v1/users/" + owner + "?tenant_id=" + tenant, ownerJson());
        know(reseller);
    }

    private static synchronized void start() throws SQLException {
        if (postgres == null) {
            postgres = LocalPostgres.start();
            databases = new Databases(postgres, Target::password);
            databases.create();
            databases.migrate("job", home(TranscriptJson.class), home(Ids.class));
        }
    }

    /** Returns where a module's classes are: a directory or a jar. */
    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String password(String role) {
        return role + "-password";
    }

    static Databases databases() {
        return databases;
    }

    static String databaseUrl(String database) {
        return postgres.jdbcUrl(database);
    }

    UUID tenant() {
        return tenant;
    }

    UUID reseller() {
        return reseller;
    }

    UUID owner() {
        return owner;
    }

    Path store() {
        return store;
    }

    String apiAddress() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    /** Tells job-service about the tenant. */
    void know(UUID itsReseller) {
        knowAlso(tenant, itsReseller);
    }

    void knowAlso(UUID aTenant, UUID itsReseller) {
        update("delete from quota_accounts where tenant_id = ?", aTenant);
        update("""
                insert into quota_accounts (tenant_id, reseller_id, status, anchor, period_start, period_end,
                    processing_limit_ms, storage_limit_bytes, version)
                values (?, ?, 'Active', now(), now(), now() + interval '1 month', 3600000, 100000000, 1)
                """, aTenant, itsReseller);
    }

    void answer(String request, String json) {
        answers.put(request, json);
    }

    String tenantJson(String kind) {
        return "{\"id\": \"" + tenant + "\", \"reseller_id\": \"" + reseller + "\", \"kind\": \"" + kind
                + "\", \"status\": \"Active\"}";
    }

    String ownerJson() {
        return "{\"id\": \"" + owner + "\", \"tenant_id\": \"" + tenant + "\", \"role\": \"Admin\"}";
    }

    /** Returns the requests that the API received, with their Idempotency-Key if there was one. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        asked.add(request + (key == null ? "" : " " + key + " " + body));
        boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String answer = answers.get(request);
        byte[] json = (known && answer != null ? answer : "{\"detail\": \"No.\"}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(!known ? 401 : answer == null ? 404 : 200, json.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(json);
        }
    }

    /** Returns the operator's arguments for this tenant. */
    List<String> arguments(Path source) {
        return List.of(
                "--source", source.toString(),
                "--database", databaseUrl("job"),
                "--store", store.toString(),
                "--reseller", reseller.toString(),
                "--tenant", tenant.toString(),
                "--owner", owner.toString(),
                "--api", apiAddress());
    }

    List<String> rollbackArguments() {
        return List.of(
                "--rollback",
                "--database",
                databaseUrl("job"),
                "--store",
                store.toString(),
                "--tenant",
                tenant.toString());
    }

    static Map<String, String> environment() {
        return Map.of(Settings.PASSWORD, password(JobDatabase.ROLE), Settings.TOKEN, TOKEN);
    }

    /** Returns a short text that represents all data of the tenant in the database and the store. */
    String fingerprint() {
        return one("""
                select (select count(*) || ' jobs ' || coalesce(sum(hashtextextended(j::text, 0)::numeric), 0)
                        from jobs j where tenant_id = ?)
                    || (select ', ' || count(*) || ' ledger ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)
                        from imported_tasks t where tenant_id = ?)
                    || (select ', imports ' || coalesce(string_agg(state || user_id || workflow_id, ''), '')
                        from imports where tenant_id = ?)
                    || (select ', workflows ' || coalesce(string_agg(id || name || config::text, ''), '')
                        from workflows where tenant_id = ?)
                """, tenant, tenant, tenant, tenant) + ", " + files();
    }

    /** Returns the number of files in the store, and a hash over their names and contents. */
    String files() {
        long[] found = new long[2];
        Path kept = store.resolve("jobs").resolve(tenant.toString());
        if (Files.exists(kept)) {
            try (var paths = Files.walk(kept)) {
                paths.filter(Files::isRegularFile).forEach(path -> {
                    found[0]++;
                    found[1] += sum(kept, path);
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found[0] + " files " + found[1];
    }

    private static long sum(Path root, Path path) {
        CRC32 crc = new CRC32();
        crc.update(Source.utf8(root.relativize(path).toString()));
        try {
            crc.update(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return crc.getValue();
    }

    String one(String sql, Object... parameters) {
        List<String> rows = rows(sql, parameters);
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** Returns the first column of each row, read as superuser. */
    List<String> rows(String sql, Object... parameters) {
        try (Connection connection = databases.superuser("job");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            JobDatabase.bind(statement, parameters);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int update(String sql, Object... parameters) {
        try (Connection connection = databases.superuser("job");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            JobDatabase.bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
