package dev.sotto.tenants;

import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.json.Ids;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Helpers that tenant-service's tests share: the running service, its database, its e-mails and its Kafka. */
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "tenant"),
        restrictToAnnotatedClass = false)
public final class Sotto {

    public static final String TENANTS = "/api/v1/tenants";
    public static final String USERS = "/api/v1/users";
    public static final String PASSWORD = "correct horse battery";

    private static final Pattern LINK = Pattern.compile("https://sotto\\.example/#/[a-z-]+\\?token=(\\S+)");

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Sotto() {}

    public static RequestSpecification platformAdmin() {
        return bearing(SottoTestResource.tokens().platformAdmin().sign());
    }

    public static RequestSpecification resellerAdmin(UUID resellerId) {
        return bearing(SottoTestResource.tokens().resellerAdmin(resellerId).sign());
    }

    public static RequestSpecification admin(Tenant tenant) {
        return bearing(SottoTestResource.tokens()
                .admin(tenant.id(), tenant.resellerId())
                .sign());
    }

    public static RequestSpecification user(Tenant tenant) {
        return bearing(SottoTestResource.tokens()
                .user(tenant.id(), tenant.resellerId())
                .sign());
    }

    public static RequestSpecification service() {
        return given().header("Authorization", "Service job-service:" + OwnerServer.KEY);
    }

    public static RequestSpecification bearing(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    public static RequestSpecification nobody() {
        return given().contentType(ContentType.JSON);
    }

    /** A customer tenant and its reseller. */
    public record Tenant(UUID id, UUID resellerId) {}

    /** Returns a reseller that reseller-service knows and this service does not know yet. */
    public static UUID aReseller() {
        UUID id = Ids.next();
        OwnerServer.answer("reseller-service", "resellers", id, reseller(id, 1));
        return id;
    }

    public static String reseller(UUID id, long version) {
        return """
                {"reseller_id": "%s", "version": %d, "name": "Tone & Text", "status": "Active", "commission_rates": []}""".formatted(id, version);
    }

    /** Returns a plan of the reseller that billing-service knows, with 60 minutes, 100 MB and this number of seats. */
    public static UUID aPlan(UUID resellerId, int seats) {
        UUID id = Ids.next();
        OwnerServer.answer("billing-service", "subscription-plans", id, plan(id, 1, resellerId, 60, seats));
        return id;
    }

    public static String plan(UUID id, long version, UUID resellerId, int minutes, int seats) {
        return """
                {"subscription_plan_id": "%s", "version": %d, "reseller_id": "%s", "name": "Basic",
                 "price_monthly": "29.00", "currency": "EUR", "storage_quota_mb": 100, "processing_quota_minutes": %d,
                 "max_users": %d, "features": {"diarization": true}}""".formatted(id, version, resellerId, minutes, seats);
    }

    public static UUID aBranding(UUID resellerId) {
        UUID id = Ids.next();
        OwnerServer.answer("reseller-service", "branding-configurations", id, """
                {"branding_configuration_id": "%s", "version": 1, "reseller_id": "%s", "name": "Blue", "is_default": true,
                 "deleted": false}""".formatted(id, resellerId));
        return id;
    }

    /** Returns a tenant of a new reseller, with five seats. */
    public static Tenant aTenant() {
        UUID resellerId = aReseller();
        return aTenant(resellerId, aPlan(resellerId, 5));
    }

    public static Tenant aTenant(UUID resellerId, UUID planId) {
        Response response =
                resellerAdmin(resellerId).body(tenantOn(planId, "Acme")).post(TENANTS);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new Tenant(UUID.fromString(response.path("id")), resellerId);
    }

    public static String tenantOn(UUID planId, String name) {
        return """
                {"name": "%s", "subscription_plan_id": "%s"}""".formatted(name, planId);
    }

    public static String anEmail() {
        return "person-" + UUID.randomUUID() + "@acme.example";
    }

    public static String invitation(UUID tenantId, String email, Role role) {
        return """
                {"tenant_id": "%s", "email": "%s", "role": "%s"}""".formatted(tenantId, email, role);
    }

    /** Invites a person as the tenant's reseller. */
    public static UUID invite(Tenant tenant, String email, Role role) {
        Response response = resellerAdmin(tenant.resellerId())
                .body(invitation(tenant.id(), email, role))
                .post(USERS);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return UUID.fromString(response.path("id"));
    }

    /** Waits until there are more e-mails to this address than before, and returns the newest one's token. */
    public static String tokenMailedTo(String email, int lettersBefore) {
        await().until(() -> lettersTo(email).size() > lettersBefore);
        List<String> letters = lettersTo(email);
        Matcher link = LINK.matcher(letters.get(letters.size() - 1));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    public static String tokenMailedTo(String email) {
        return tokenMailedTo(email, 0);
    }

    /** Returns the e-mails to this address, oldest first. */
    public static List<String> lettersTo(String email) {
        Path directory = SottoTestResource.dataDirectory().resolve("mail");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .map(Sotto::text)
                    .filter(letter -> letter.contains("\r\nTo: " + email + "\r\n"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Response accept(String token, String password) {
        return nobody().body("""
                {"token": "%s", "password": "%s"}""".formatted(token, password)).post("/api/v1/auth/invitations");
    }

    public static Response signIn(String email, String password) {
        return nobody().body("""
                {"email": "%s", "password": "%s"}""".formatted(email, password)).post("/api/v1/auth/login");
    }

    public static Response refresh(String token) {
        return nobody().body("{\"refresh_token\": \"" + token + "\"}").post("/api/v1/auth/refresh");
    }

    /** Signs in from a network address, as the gateway reports it. */
    public static Response signInFrom(String address, String email, String password) {
        return nobody().header("X-Forwarded-For", address)
                .body("""
                {"email": "%s", "password": "%s"}""".formatted(email, password))
                .post("/api/v1/auth/login");
    }

    /** Returns an unused network address. */
    public static String anAddress() {
        int number = COUNTER.incrementAndGet();
        return "2001:db8:%x:%x::1".formatted(number / 65536, number % 65536);
    }

    /** Waits until an access token is refused. */
    public static void awaitRefusal(String accessToken) {
        await().until(() -> bearing(accessToken).get(USERS + "/me").statusCode() == 401);
    }

    /** Returns a user who was invited and joined with {@link #PASSWORD}. */
    public static Member aMember(Tenant tenant, Role role) {
        String email = anEmail();
        UUID id = invite(tenant, email, role);
        Response tokens = accept(tokenMailedTo(email), PASSWORD);
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return new Member(id, email, tokens.path("access_token"), tokens.path("refresh_token"));
    }

    /** A user who can sign in. */
    public record Member(UUID id, String email, String accessToken, String refreshToken) {}

    /** Sends the same request this many times at once, and returns the statuses. */
    public static List<Integer> atOnce(int times, Supplier<Response> request) {
        return answersAtOnce(times, request).stream().map(Response::statusCode).toList();
    }

    /** Sends the same request this many times at once, and returns the answers. */
    public static List<Response> answersAtOnce(int times, Supplier<Response> request) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<CompletableFuture<Response>> answers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(request, threads))
                    .limit(times)
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    /** Reads the database as superuser; a row's values are joined by {@code |}. */
    public static List<String> rows(String sql, Object... parameters) {
        try (Connection superuser = SottoTestResource.databases().superuser("tenant");
                PreparedStatement statement = prepared(superuser, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> read = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                read.add(String.join("|", values));
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes the database as superuser. */
    public static void change(String sql, Object... parameters) {
        try (Connection superuser = SottoTestResource.databases().superuser("tenant");
                PreparedStatement statement = prepared(superuser, sql, parameters)) {
            assertThat(statement.executeUpdate()).isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Returns the data of one aggregate's events from Kafka, as soon as there are {@code count}. */
    public static List<JsonNode> events(Topic topic, UUID aggregateId, int count) {
        return SottoTestResource.kafka()
                .read(topic.topicName(), records -> of(aggregateId, records).size() >= count, TestTimeout.DURATION)
                .stream()
                .filter(each -> aggregateId.toString().equals(each.key()))
                .map(each -> json(KafkaProbe.text(each)))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> of(
            UUID aggregateId, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(each -> aggregateId.toString().equals(each.key()))
                .toList();
    }

    /** Publishes an event as its owner would. */
    public static void publish(Topic topic, UUID aggregateId, long version, String data) {
        SottoTestResource.kafka().send(topic.topicName(), aggregateId.toString(), """
                {"specversion": "1.0", "id": "%s", "source": "/sotto/elsewhere", "type": "dev.sotto.%s.v1",
                 "subject": "%s", "time": "2026-01-01T00:00:00Z", "datacontenttype": "application/json",
                 "aggregateversion": %d, "data": %s}""".formatted(
                        Ids.next(), topic.topicName().replace('-', '.'), aggregateId, version, data));
    }

    public static JsonNode json(String text) {
        try {
            return EventJson.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for one row. */
    public static String awaitRow(String sql, Object... parameters) {
        return await().until(() -> rows(sql, parameters).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }
}
