package dev.sotto.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.model.access.Permission;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.Collector;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.PlanStatus;
import dev.sotto.model.billing.ResourceType;
import dev.sotto.model.billing.SubscriptionSource;
import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.JobCompleted;
import dev.sotto.model.events.MediaChanged;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.model.events.PlanAssignment;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.events.PlannedChange;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.SubscriptionChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UsageRecorded;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobWarning;
import dev.sotto.model.jobs.MediaRemoval;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.json.EventJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every event with its file in {@code docs/events}: services send and read exactly this. */
class EventContractTest {

    private static final Path DOCUMENTS = Path.of("../docs/events");
    private static final UUID TENANT = id(1);
    private static final UUID RESELLER = id(2);
    private static final UUID PLAN = id(3);
    private static final UUID USER = id(4);
    private static final UUID JOB = id(5);
    private static final Instant TIME = Instant.parse("2026-03-31T10:15:30.123Z");

    private static final PlanFeatures FEATURES =
            new PlanFeatures(List.of("large-v3"), List.of("en", "de"), true, true, false, 500, 90);

    static Stream<Event> events() {
        return Stream.of(
                new ResellerChanged(
                        RESELLER,
                        2,
                        "Northwind Voice",
                        ResellerStatus.Suspended,
                        Set.of(SuspensionReason.Billing),
                        List.of(
                                new ResellerChanged.CommissionRate(new BigDecimal("15.00"), TIME.minusSeconds(86_400)),
                                new ResellerChanged.CommissionRate(new BigDecimal("17.50"), TIME)),
                        Collector.Platform,
                        "Europe/Berlin"),
                new BrandingChanged(id(6), 1, RESELLER, "Northwind", true, false),
                new TenantChanged(
                        TENANT,
                        1,
                        RESELLER,
                        TenantKind.Customer,
                        TenantStatus.Suspended,
                        Set.of(SuspensionReason.Abuse),
                        PLAN,
                        TIME,
                        3_600_000,
                        100_000_000,
                        5,
                        1,
                        2,
                        600,
                        300,
                        FEATURES,
                        new PlanAssignment(2, 3, BillingInterval.Month, 14, PLAN, TIME)),
                new UserChanged(USER, 1, TENANT, RESELLER, Role.User, UserStatus.Active, TIME),
                new ApiKeyChanged(
                        id(10),
                        1,
                        TENANT,
                        RESELLER,
                        USER,
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        Set.of(Permission.JOBS_READ),
                        TIME,
                        false),
                new PlanChanged(
                        PLAN,
                        1,
                        RESELLER,
                        "Basic",
                        new BigDecimal("29.00"),
                        "EUR",
                        100,
                        60,
                        5,
                        PlanLimits.USUAL,
                        FEATURES,
                        PlanStatus.Published,
                        3,
                        new BigDecimal("290.00")),
                new SubscriptionChanged(
                        id(7),
                        1,
                        TENANT,
                        RESELLER,
                        PLAN,
                        SubscriptionSource.Manual,
                        SubscriptionStatus.Active,
                        TIME,
                        3,
                        BillingInterval.Month,
                        new PlanAllowance(100, 60, 5, PlanLimits.USUAL, FEATURES),
                        TIME,
                        2,
                        new PlannedChange(PLAN, 4, BillingInterval.Month, TIME)),
                new JobCompleted(
                        JOB,
                        3,
                        TENANT,
                        RESELLER,
                        USER,
                        id(8),
                        1,
                        JobStatus.Completed,
                        null,
                        7_420,
                        92_315,
                        List.of(JobWarning.TRUNCATED),
                        TIME),
                new MediaChanged(JOB, 4, TENANT, RESELLER, USER, 0, MediaRemoval.Deleted, TIME),
                new UsageRecorded(
                        id(9),
                        1,
                        TENANT,
                        RESELLER,
                        USER,
                        JOB,
                        ResourceType.Processing,
                        new BigDecimal("7.420000"),
                        "Seconds",
                        TIME));
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventMatchesItsDocument(Event event) throws IOException {
        CloudEvent<Event> envelope = envelope(event);
        Path document = DOCUMENTS.resolve(event.topic().topicName() + ".v1.json");
        String written = EventJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(envelope) + "\n";
        if (Boolean.getBoolean("sotto.update-snapshots")) {
            Files.writeString(document, written);
        }

        assertThat(written).isEqualTo(Files.readString(document));
        assertThat(read(EventJson.MAPPER.readTree(Files.readString(document)), event))
                .isEqualTo(envelope);
    }

    @ParameterizedTest
    @MethodSource("events")
    void readerIgnoresUnknownMembers(Event event) throws IOException {
        ObjectNode tree = EventJson.MAPPER.valueToTree(envelope(event));
        tree.put("dataschema", "https://sotto.dev/events");
        ((ObjectNode) tree.get("data")).putObject("of_tomorrow").put("x", 1);

        assertThat(read(tree, event)).isEqualTo(envelope(event));
    }

    @Test
    void everyEventHasADocument() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Event.class.getPermittedSubclasses()));
    }

    private static CloudEvent<Event> envelope(Event event) {
        return new CloudEvent<>(
                "1.0",
                id(99),
                "/sotto/a-service",
                event.type(),
                event.aggregateId().toString(),
                TIME,
                "application/json",
                event.tenantId(),
                event.resellerId(),
                USER.toString(),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                event.version(),
                event);
    }

    private static Object read(JsonNode tree, Event event) throws IOException {
        JavaType type = EventJson.MAPPER.getTypeFactory().constructParametricType(CloudEvent.class, event.getClass());
        return EventJson.MAPPER.readValue(EventJson.MAPPER.writeValueAsBytes(tree), type);
    }

    private static UUID id(int number) {
        return UUID.fromString("01890a5d-ac96-774b-bcce-%012d".formatted(number));
    }
}
