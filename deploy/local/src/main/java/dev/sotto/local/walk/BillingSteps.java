package dev.sotto.local.walk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.servers.KafkaProbe;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The billing results of a completed job: usage records, their events, remaining quota, a charge and a commission. */
final class BillingSteps {
    private static final BigDecimal MILLIS_A_SECOND = BigDecimal.valueOf(1000);
    private static final long STUDIO_MS = 3_600_000;

    private final Place place;
    private final Cast cast;
    private final MainJob job;
    private Map<String, JsonNode> records;
    private String biggerPlan;
    private String subscription;

    BillingSteps(Place place, Cast cast, MainJob job) {
        this.place = place;
        this.cast = cast;
        this.job = job;
    }

    void check(Steps steps) {
        steps.take("one usage record per resource", this::readRecords);
        steps.take("a usage-recorded event for each, read from Kafka", this::readEvents);
        steps.take("the tenant's remaining quota", this::readQuota);
        steps.take("the reseller's usage", this::readUsage);
        steps.take("the reseller's charge", this::readCharge);
        steps.take("the reseller's commission", this::readCommission);
        steps.take("the Admin asks what a bigger plan would cost from now on", this::previewUpgrade);
        steps.take("the reseller changes the plan in mid-period: a credit and a charge", this::upgrade);
    }

    private String readRecords() {
        List<JsonNode> found = Await.until(this::recordsOfJob, items -> items.size() >= 2);
        Unexpected.unless(
                found.stream()
                        .map(item -> item.path("resource_type").asText())
                        .sorted()
                        .toList()
                        .equals(List.of("Processing", "Storage")),
                "one record for Processing and one for Storage",
                found);
        records = new TreeMap<>();
        found.forEach(item -> records.put(item.path("resource_type").asText(), item));
        BigDecimal seconds = amount(records.get("Processing"));
        Unexpected.unless(
                seconds.multiply(MILLIS_A_SECOND).compareTo(BigDecimal.valueOf(job.audioMs())) == 0,
                job.audioMs() + " ms of audio",
                seconds + " Seconds");
        return seconds.stripTrailingZeros().toPlainString() + " Seconds, "
                + amount(records.get("Storage")).stripTrailingZeros().toPlainString() + " MB";
    }

    private List<JsonNode> recordsOfJob() {
        return items(cast.admin().get("/api/v1/usage-records?limit=100")).stream()
                .filter(item -> item.path("job_id").asText().equals(job.id()))
                .toList();
    }

    private String readEvents() {
        KafkaProbe outsider = new KafkaProbe(place.kafkaBootstrap());
        List<JsonNode> events = outsider
                .read(
                        "usage-recorded",
                        read -> read.stream()
                                        .filter(item -> isOfJob(KafkaProbe.text(item)))
                                        .count()
                                >= 2,
                        Await.LIMIT)
                .stream()
                .map(KafkaProbe::text)
                .filter(this::isOfJob)
                .map(BillingSteps::parse)
                .toList();
        Unexpected.unless(events.size() == 2, "two events", events);
        for (JsonNode event : events) {
            JsonNode noted =
                    records.get(event.path("data").path("resource_type").asText());
            Unexpected.unless(
                    event.path("specversion").asText().equals("1.0")
                            && event.path("type").asText().equals("dev.sotto.usage.recorded.v1")
                            && event.path("subject").equals(noted.path("id"))
                            && amount(event.path("data")).compareTo(amount(noted)) == 0,
                    "a CloudEvent of the usage record " + noted,
                    event);
        }
        return events.get(0).path("type").asText() + ", CloudEvents 1.0";
    }

    private boolean isOfJob(String event) {
        return event != null && event.contains(job.id());
    }

    private static JsonNode parse(String event) {
        try {
            return Answer.MAPPER.readTree(event);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new Unexpected("expected JSON: " + event);
        }
    }

    private String readQuota() {
        JsonNode quota = cast.user().get("/api/v1/quota").expect(200).json();
        JsonNode processing = quota.path("processing_ms");
        Unexpected.unless(
                processing.path("used").asLong() == job.audioMs()
                        && processing.path("reserved").asLong() == 0
                        && processing.path("remaining").asLong() == STUDIO_MS - job.audioMs()
                        && quota.path("storage_bytes").path("reserved").asLong() == 0,
                job.audioMs() + " ms used and none reserved",
                quota);
        return processing.path("remaining").asLong() / 1000 + " of " + STUDIO_MS / 1000 + " s, "
                + quota.path("storage_bytes").path("remaining").asLong() + " of "
                + quota.path("storage_bytes").path("limit").asLong() + " bytes";
    }

    private String readUsage() {
        JsonNode usage = cast.reseller().get("/api/v1/usage").expect(200).json();
        JsonNode total = StreamSupport.stream(usage.path("totals").spliterator(), false)
                .filter(item -> item.path("tenant_id").asText().equals(cast.tenantId())
                        && item.path("resource_type").asText().equals("Processing"))
                .findFirst()
                .orElseThrow(() -> new Unexpected("expected a total of Processing for the tenant; found: " + usage));
        Unexpected.unless(
                amount(total).compareTo(amount(records.get("Processing"))) == 0
                        && total.path("records").asInt() == 1,
                "the sum of the one record",
                total);
        return amount(total).stripTrailingZeros().toPlainString() + " Seconds in "
                + total.path("records").asInt() + " record";
    }

    private String readCharge() {
        List<JsonNode> charges =
                Await.until(() -> items(cast.reseller().get("/api/v1/charges?limit=100")), items -> !items.isEmpty());
        Unexpected.unless(
                charges.size() == 1
                        && charges.get(0).path("amount").asText().equals("29.00")
                        && charges.get(0).path("currency").asText().equals("EUR")
                        && charges.get(0).path("tenant_id").asText().equals(cast.tenantId()),
                "one charge of 29.00 EUR to the tenant",
                charges);
        return "29.00 EUR";
    }

    private String readCommission() {
        JsonNode commission = Await.until(
                () -> cast.reseller()
                        .get("/api/v1/commission?limit=100")
                        .expect(200)
                        .json(),
                answer -> !answer.path("items").isEmpty());
        Unexpected.unless(
                commission.path("items").size() == 1
                        && commission
                                .path("items")
                                .path(0)
                                .path("amount")
                                .asText()
                                .equals("4.35")
                        && commission.path("totals").path("EUR").asText().equals("4.35"),
                "one line of 4.35 EUR",
                commission);
        return "4.35 EUR, " + commission.path("items").path(0).path("rate").asText() + " % of "
                + commission.path("items").path(0).path("base").asText();
    }

    private String previewUpgrade() {
        biggerPlan = cast.anotherPlan("Studio Plus", 600, "59.00");
        subscription = items(cast.admin().get("/api/v1/subscriptions"))
                .get(0)
                .path("id")
                .asText();
        JsonNode preview = cast.admin()
                .post("/api/v1/subscriptions/" + subscription + "/preview", upgradeNow())
                .expect(200)
                .json();
        Unexpected.unless(
                preview.path("lines").size() == 2
                        && preview.path("next_amount").asText().equals("59.00")
                        && preview.path("processing_quota_minutes").asInt() == 600,
                "a credit and a charge, and 59.00 EUR a month from then on",
                preview);
        return preview.path("totals").path("EUR").asText() + " EUR now, 59.00 EUR a month from "
                + preview.path("next_charge_at").asText();
    }

    private String upgrade() {
        cast.reseller()
                .post("/api/v1/subscriptions/" + subscription + "/changes", upgradeNow())
                .expect(200);
        List<JsonNode> lines = items(cast.reseller().get("/api/v1/charges?limit=100&tenant_id=" + cast.tenantId()));
        Unexpected.unless(
                lines.size() == 3
                        && lines.get(0).path("kind").asText().equals("Charge")
                        && lines.get(1).path("kind").asText().equals("Credit")
                        && lines.get(1).path("corrects").equals(lines.get(2).path("id")),
                "a credit of the first charge, and a charge of the new plan",
                lines);
        Await.until(
                () -> cast.user().get("/api/v1/quota").expect(200).json(),
                quota -> quota.path("processing_ms").path("limit").asLong() == 10 * STUDIO_MS);
        return amount(lines.get(1)) + " and " + amount(lines.get(0)) + " EUR; 600 minutes";
    }

    private Map<String, Object> upgradeNow() {
        return Map.of("subscription_plan_id", biggerPlan, "at", "Now");
    }

    private static BigDecimal amount(JsonNode item) {
        return new BigDecimal(item.path("amount").asText());
    }

    private static List<JsonNode> items(Answer answer) {
        return StreamSupport.stream(answer.expect(200).json().path("items").spliterator(), false)
                .toList();
    }
}
