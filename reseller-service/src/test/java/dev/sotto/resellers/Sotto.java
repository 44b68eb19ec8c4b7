package dev.sotto.resellers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.json.EventJson;
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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Helpers that reseller-service's tests share: the running service, its database and its Kafka. */
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
public final class Sotto {

    public static final String RESELLERS = "/api/v1/resellers";
    public static final String BRANDING = "/api/v1/branding-configurations";

    private Sotto() {}

    public static RequestSpecification platformAdmin() {
        return bearing(SottoTestResource.tokens().platformAdmin().sign());
    }

    public static RequestSpecification resellerAdmin(UUID resellerId) {
        return bearing(SottoTestResource.tokens().resellerAdmin(resellerId).sign());
    }

    public static RequestSpecification admin(UUID tenantId, UUID resellerId) {
        return bearing(SottoTestResource.tokens().admin(tenantId, resellerId).sign());
    }

    public static RequestSpecification user(UUID tenantId, UUID resellerId) {
        return bearing(SottoTestResource.tokens().user(tenantId, resellerId).sign());
    }

    public static RequestSpecification service() {
        return given().header("Authorization", "Service tenant-service:" + OwnerServer.KEY);
    }

    public static RequestSpecification bearing(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** Returns a reseller with a commission of 15 %. */
    public static UUID aReseller() {
        Response response = platformAdmin().body(resellerNamed("Tone & Text")).post(RESELLERS);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return UUID.fromString(response.path("id"));
    }

    public static String resellerNamed(String name) {
        return """
                {"name": "%s", "email": "sales@tone.example", "phone": "+49 30 1234", "commission_rate": "15.00"}""".formatted(name);
    }

    /** Returns a branding configuration of a reseller. */
    public static UUID aBranding(UUID resellerId, String name, boolean isDefault) {
        Response response =
                resellerAdmin(resellerId).body(brandingNamed(name, isDefault)).post(BRANDING);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return UUID.fromString(response.path("id"));
    }

    public static String brandingNamed(String name, boolean isDefault) {
        return """
                {"name": "%s", "is_default": %s, "theme": {"primary_color": "#0a7", "font": "Inter"},
                 "assets": {"logo": "https://cdn.tone.example/logo.svg"}, "texts": {"welcome": "Grüß Gott ✓"}}""".formatted(name, isDefault);
    }

    /** Reads the database as superuser; a row's values are joined by {@code |}. */
    public static List<String> rows(String sql, Object... parameters) {
        try (Connection superuser = SottoTestResource.databases().superuser("reseller")) {
            return rows(superuser, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<String> rows(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> read = new ArrayList<>();
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        values.add(rows.getString(i));
                    }
                    read.add(String.join("|", values));
                }
                return read;
            }
        }
    }

    /** Returns the events of one aggregate from Kafka, in order, as soon as there are {@code count}. */
    public static List<JsonNode> events(Topic topic, UUID aggregateId, int count) {
        return SottoTestResource.kafka()
                .read(topic.topicName(), records -> of(aggregateId, records).size() >= count, TestTimeout.DURATION)
                .stream()
                .filter(each -> aggregateId.toString().equals(each.key()))
                .map(Sotto::json)
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> of(
            UUID aggregateId, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(each -> aggregateId.toString().equals(each.key()))
                .toList();
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> event) {
        try {
            return EventJson.MAPPER.readTree(KafkaProbe.text(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code work} this many times at once, each on a separate thread, and returns the results. */
    public static <T> List<T> atOnce(int times, IntFunction<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        CyclicBarrier start = new CyclicBarrier(times);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return work.apply(number);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(TestTimeout.SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
