package dev.sotto.resellers.branding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.paging.Page;
import dev.sotto.model.resellers.BrandingView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.paging.BoundedPage;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads branding configurations. */
@ApplicationScoped
class BrandingQueries {

    private static final Caller INTERNAL_READ = Caller.system("internal-read");
    private static final TypeReference<Map<String, String>> MEMBERS = new TypeReference<>() {};
    private static final String ONE = """
            select id, reseller_id, name, is_default, theme::text as theme, assets::text as assets, texts::text as texts,
                version, created_at, updated_at
            from branding_configurations where id = $1 and ($2::uuid is null or reseller_id = $2)
            """;
    private static final String COLUMNS = """
            id, reseller_id, name, is_default, theme::text as theme, assets::text as assets, texts::text as texts,
            version, created_at, updated_at""";
    static final String LIST_OF_ALL = BoundedPage.of(COLUMNS, """
            select * from branding_configurations where id < $1 order by id desc limit $2
            """);
    static final String LIST_OF_RESELLER = BoundedPage.of(COLUMNS, """
            select * from branding_configurations where reseller_id = $3 and id < $1 order by id desc limit $2
            """);
    private static final String FACT = """
            select id, version, reseller_id, name, is_default
            from branding_configurations where id = $1 and ($2::uuid is null or reseller_id = $2)
            """;

    private final ScopedTransaction transactions;

    BrandingQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<BrandingView> one(Caller caller, UUID id) {
        return transactions
                .readFirst(
                        caller, BrandingQueries::view, ONE, id, caller.scope().resellerId())
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    Uni<Page<BrandingView>> list(Caller caller, PageRequest page) {
        UUID resellerId = caller.scope().resellerId();
        var view = BoundedPage.row(BrandingQueries::view);
        var listed = resellerId == null
                ? transactions.read(caller, view, LIST_OF_ALL, page.before(), page.fetch())
                : transactions.read(caller, view, LIST_OF_RESELLER, page.before(), page.fetch(), resellerId);
        return listed.map(rows -> BoundedPage.page(page, rows, BrandingView::id));
    }

    /** Returns the configuration as other services store it. */
    Uni<BrandingChanged> fact(UUID id, @Nullable UUID resellerId) {
        return transactions
                .readFirst(INTERNAL_READ, BrandingQueries::changed, FACT, id, resellerId)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private static BrandingView view(Row row) {
        return new BrandingView(
                row.getUUID("id"),
                row.getUUID("reseller_id"),
                row.getString("name"),
                row.getBoolean("is_default"),
                members(row.getString("theme")),
                members(row.getString("assets")),
                members(row.getString("texts")),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static BrandingChanged changed(Row row) {
        return new BrandingChanged(
                row.getUUID("id"),
                row.getLong("version"),
                row.getUUID("reseller_id"),
                row.getString("name"),
                row.getBoolean("is_default"),
                false);
    }

    private static Map<String, String> members(String json) {
        try {
            return EventJson.MAPPER.readValue(json, MEMBERS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
