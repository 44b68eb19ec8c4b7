package dev.sotto.billing.commission;

import dev.sotto.model.billing.CommissionLineView;
import dev.sotto.runtime.csv.Csv;
import java.util.List;

/** Commission lines as a table for spreadsheets. */
final class CommissionTables {

    static final String EXAMPLE = """
            id,earned_at,kind,reseller_id,tenant_id,charge_id,base,rate,amount,collected_by,balance,currency
            01890a5d-ac96-774b-bcce-000000000011,2026-03-01T00:00:00Z,Charge,01890a5d-ac96-774b-bcce-000000000002,\
            01890a5d-ac96-774b-bcce-000000000001,01890a5d-ac96-774b-bcce-000000000010,29.00,15.00,4.35,Reseller,-24.65,EUR
            """;

    private CommissionTables() {}

    static Csv of(List<CommissionLineView> lines) {
        Csv table = Csv.of(
                "id",
                "earned_at",
                "kind",
                "reseller_id",
                "tenant_id",
                "charge_id",
                "base",
                "rate",
                "amount",
                "collected_by",
                "balance",
                "currency");
        lines.forEach(line -> table.row(
                line.id(),
                line.earnedAt(),
                line.kind(),
                line.resellerId(),
                line.tenantId(),
                line.chargeId(),
                line.base(),
                line.rate(),
                line.amount(),
                line.collectedBy(),
                line.balance(),
                line.currency()));
        return table;
    }
}
