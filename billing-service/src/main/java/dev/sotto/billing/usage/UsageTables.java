package dev.sotto.billing.usage;

import dev.sotto.model.billing.UsageRecordView;
import dev.sotto.model.billing.UsageView;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.csv.Csv;
import dev.sotto.runtime.paging.Responses;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Usage as tables for spreadsheets. */
final class UsageTables {

    static final String SERIES_EXAMPLE = """
            start,key,resource_type,amount,unit
            2026-03-01T00:00:00Z,Processing,Processing,6.365000,Seconds
            """;

    static final String RECORDS_EXAMPLE = """
            id,tenant_id,reseller_id,user_id,job_id,resource_type,amount,unit,recorded_at
            01890a5d-ac96-774b-bcce-000000000009,01890a5d-ac96-774b-bcce-000000000001,\
            01890a5d-ac96-774b-bcce-000000000002,01890a5d-ac96-774b-bcce-000000000004,\
            01890a5d-ac96-774b-bcce-000000000005,Storage,0.040060,MB,2026-03-31T10:15:30.123456Z
            """;

    private UsageTables() {}

    /** The series if there is one, or else the totals. */
    static Response of(UsageView usage) {
        if (usage.series() == null) {
            Csv totals = Csv.of("tenant_id", "resource_type", "amount", "unit", "records");
            usage.totals()
                    .forEach(total -> totals.row(
                            total.tenantId(), total.resourceType(), total.amount(), total.unit(), total.records()));
            return totals.response("usage.csv");
        }
        Csv series = Csv.of("start", "key", "resource_type", "amount", "unit");
        usage.series()
                .forEach(point ->
                        series.row(point.start(), point.key(), point.resourceType(), point.amount(), point.unit()));
        return series.response("usage.csv");
    }

    /** A page of records, as JSON or CSV; both lead to the next page by a header. */
    static Response page(UriInfo uri, HttpHeaders headers, Page<UsageRecordView> page) {
        Response json = Responses.page(uri, page);
        if (!Csv.isWanted(headers.getAcceptableMediaTypes())) {
            return Response.fromResponse(json)
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        }
        Response.ResponseBuilder csv = Response.fromResponse(records(page).response("usage-records.csv"));
        json.getLinks().forEach(csv::links);
        return csv.build();
    }

    private static Csv records(Page<UsageRecordView> page) {
        Csv table = Csv.of(
                "id",
                "tenant_id",
                "reseller_id",
                "user_id",
                "job_id",
                "resource_type",
                "amount",
                "unit",
                "recorded_at");
        page.items()
                .forEach(one -> table.row(
                        one.id(),
                        one.tenantId(),
                        one.resellerId(),
                        one.userId(),
                        one.jobId(),
                        one.resourceType(),
                        one.amount(),
                        one.unit(),
                        one.recordedAt()));
        return table;
    }
}
