package dev.sotto.billing.charges;

import dev.sotto.model.billing.ChargeView;
import dev.sotto.runtime.csv.Csv;
import java.util.List;

/** Charges as a table for spreadsheets. */
final class ChargeTables {

    static final String EXAMPLE = """
            id,charged_at,kind,description,reason,tenant_id,reseller_id,subscription_id,subscription_plan_id,\
            plan_version,period_start,period_end,amount,currency,tax_amount,tax_rate,tax_country,collected_by,source,corrects
            01890a5d-ac96-774b-bcce-000000000010,2026-03-01T00:00:00Z,Charge,Period,,\
            01890a5d-ac96-774b-bcce-000000000001,01890a5d-ac96-774b-bcce-000000000002,\
            01890a5d-ac96-774b-bcce-000000000007,01890a5d-ac96-774b-bcce-000000000003,\
            1,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,29.00,EUR,,,,Reseller,Subscription,
            """;

    private ChargeTables() {}

    static Csv of(List<ChargeView> lines) {
        Csv table = Csv.of(
                "id",
                "charged_at",
                "kind",
                "description",
                "reason",
                "tenant_id",
                "reseller_id",
                "subscription_id",
                "subscription_plan_id",
                "plan_version",
                "period_start",
                "period_end",
                "amount",
                "currency",
                "tax_amount",
                "tax_rate",
                "tax_country",
                "collected_by",
                "source",
                "corrects");
        lines.forEach(line -> add(table, line));
        return table;
    }

    private static void add(Csv table, ChargeView line) {
        table.row(
                line.id(),
                line.chargedAt(),
                line.kind(),
                line.description(),
                line.reason(),
                line.tenantId(),
                line.resellerId(),
                line.subscriptionId(),
                line.subscriptionPlanId(),
                line.planVersion(),
                line.periodStart(),
                line.periodEnd(),
                line.amount(),
                line.currency(),
                line.taxAmount(),
                line.taxRate(),
                line.taxCountry(),
                line.collectedBy(),
                line.source(),
                line.corrects());
    }
}
