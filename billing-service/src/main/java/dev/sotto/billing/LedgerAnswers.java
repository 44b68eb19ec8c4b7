package dev.sotto.billing;

import dev.sotto.runtime.csv.Csv;
import dev.sotto.runtime.paging.Responses;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers a page as JSON or as CSV. In both, a Link header leads to the next page. */
public final class LedgerAnswers {

    private LedgerAnswers() {}

    /**
     * @param table the page's rows, made only if the caller prefers CSV
     * @param fileName the name of the CSV file
     */
    public static Response page(
            UriInfo uri,
            HttpHeaders headers,
            Object body,
            @Nullable String nextCursor,
            Supplier<Csv> table,
            String fileName) {
        Response json = Responses.page(uri, body, nextCursor);
        if (!Csv.isWanted(headers.getAcceptableMediaTypes())) {
            return Response.fromResponse(json)
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        }
        Response.ResponseBuilder csv = Response.fromResponse(table.get().response(fileName));
        json.getLinks().forEach(csv::links);
        return csv.build();
    }
}
