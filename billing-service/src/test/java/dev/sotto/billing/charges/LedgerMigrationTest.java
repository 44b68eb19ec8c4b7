package dev.sotto.billing.charges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.migration.OldDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Charges and commission lines of the time when a charge was one month. */
@QuarkusTest
class LedgerMigrationTest {

    private static final String[] NEW = {
        "subscription_plan_versions.sql", "charge_ledger.sql", "subscription_life.sql", "charges_by_hand.sql"
    };
    private static final UUID RESELLER = UUID.randomUUID();
    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID PLAN = UUID.randomUUID();
    private static final UUID SUBSCRIPTION = UUID.randomUUID();
    private static final UUID FIRST = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    private static final UUID SECOND = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");

    @Test
    void oldRowsKeepAmountAndPeriodAndGetTheirEvent() throws SQLException, IOException {
        try (OldDatabase old = OldDatabase.without("billing", NEW)) {
            fill(old);

            old.migrate();

            assertThat(old.rows("""
                    select id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                        source_event_id, corrects, description, reason, amount, currency, tax_amount, collected_by
                    from charges order by id"""))
                    .containsExactly(
                            chargeRow(FIRST, "2026-01-31T10:00:00.123456Z", "29.0000"),
                            chargeRow(SECOND, "2026-02-28T10:00:00.123456Z", "31.5000"));
            assertThat(old.rows("""
                    select period_start = '2026-01-31T10:00:00.123456Z', period_end = '2026-02-28T10:00:00.123456Z',
                        charged_at = '2026-01-31T10:00:01Z' from charges where id = ?""", FIRST)).containsExactly("t|t|t");
            assertThat(old.rows("""
                    select charge_id, kind, base, rate, amount, collected_by, balance from commission_lines
                    order by charge_id"""))
                    .containsExactly(
                            FIRST + "|Charge|29.0000|15.00|4.3500|Reseller|-24.6500",
                            SECOND + "|Charge|31.5000|15.00|4.7200|Reseller|-26.7800");
        }
    }

    /** What the service writes for the same period finds the key of the old row. */
    @Test
    void eventOfAnOldRowIsThatOfItsPeriod() throws SQLException, IOException {
        try (OldDatabase old = OldDatabase.without("billing", NEW)) {
            fill(old);
            old.migrate();

            String event = SourceEvent.periodBegins(SUBSCRIPTION, Instant.parse("2026-01-31T10:00:00.123456Z"))
                    .eventId();

            assertThat(old.rows("select id from charges where source_event_id = ?", event))
                    .containsExactly(FIRST.toString());
        }
    }

    private static String chargeRow(UUID id, String start, String amount) {
        return String.join(
                "|",
                id.toString(),
                TENANT.toString(),
                RESELLER.toString(),
                SUBSCRIPTION.toString(),
                PLAN.toString(),
                "1|Charge|Subscription",
                SUBSCRIPTION + "/" + start,
                "null|Period|null",
                amount,
                "EUR|null|Reseller");
    }

    private static void fill(OldDatabase old) throws SQLException {
        old.execute("""
                insert into subscription_plans (id, name, price_monthly, currency, storage_quota_mb,
                    processing_quota_minutes, max_users, created_at, updated_at)
                values (?, 'Basic', 29, 'EUR', 1, 1, 1, now(), now())""", PLAN);
        old.execute("""
                insert into subscriptions (id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor,
                    next_charge_at, charged_periods, created_at, updated_at)
                values (?, ?, ?, ?, 'Manual', 'Active', '2026-01-31T10:00:00.123456Z',
                    '2026-03-31T10:00:00.123456Z', 2, now(), now())""", SUBSCRIPTION, TENANT, RESELLER, PLAN);
        charge(old, FIRST, 0, "2026-01-31T10:00:00.123456Z", "2026-02-28T10:00:00.123456Z", "29", UUID.randomUUID());
        charge(old, SECOND, 1, "2026-02-28T10:00:00.123456Z", "2026-03-31T10:00:00.123456Z", "31.50", null);
        line(old, FIRST, "29", "4.35");
        line(old, SECOND, "31.50", "4.72");
    }

    private static void charge(OldDatabase old, UUID id, int index, String start, String end, String amount, UUID event)
            throws SQLException {
        old.execute("""
                insert into charges (id, tenant_id, reseller_id, subscription_id, subscription_plan_id, period_index,
                    period_start, period_end, amount, currency, source_event, charged_at)
                values (?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::numeric, 'EUR', ?, '2026-01-31T10:00:01Z')""", id, TENANT, RESELLER, SUBSCRIPTION, PLAN, index, start, end, amount, event);
    }

    private static void line(OldDatabase old, UUID charge, String base, String amount) throws SQLException {
        old.execute("""
                insert into commission_lines (id, reseller_id, tenant_id, charge_id, kind, base, rate, amount, currency,
                    earned_at)
                values (?, ?, ?, ?, 'Earned', ?::numeric, 15, ?::numeric, 'EUR', now())""", UUID.randomUUID(), RESELLER, TENANT, charge, base, amount);
    }
}
