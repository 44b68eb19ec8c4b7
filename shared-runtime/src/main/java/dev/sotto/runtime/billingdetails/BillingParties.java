package dev.sotto.runtime.billingdetails;

import dev.sotto.model.billing.BillingPartyDetails;
import dev.sotto.model.billing.BillingPartyView;
import dev.sotto.model.billing.VatNumbers;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and replaces the billing details of organisations. Whether the caller may, its service decides before. */
@ApplicationScoped
public class BillingParties {

    private static final String FIND = """
            select legal_name, street, postal_code, city, region, country, vat_number, version, updated_at
            from billing_details where id = $1
            """;
    private static final String LOCK = """
            select legal_name, street, postal_code, city, region, country, vat_number, version, updated_at
            from billing_details where id = $1 for update
            """;
    private static final String PUT = """
            insert into billing_details (id, legal_name, street, postal_code, city, region, country, vat_number, version,
                updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
            on conflict (id) do update set legal_name = excluded.legal_name, street = excluded.street,
                postal_code = excluded.postal_code, city = excluded.city, region = excluded.region,
                country = excluded.country, vat_number = excluded.vat_number, version = billing_details.version + 1,
                updated_at = excluded.updated_at
            returning legal_name, street, postal_code, city, region, country, vat_number, version, updated_at
            """;

    private final ScopedTransaction transactions;
    private final Clock clock;

    BillingParties(ScopedTransaction transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * An organisation.
     *
     * @param id of the tenant or reseller
     * @param tenantId the tenant whose audit log shows changes; null for a reseller
     * @param resellerId the reseller whose audit log shows changes
     */
    public record Party(
            UUID id, @Nullable UUID tenantId, @Nullable UUID resellerId) {}

    /** What the audit log shows: which members changed, and neither their old nor their new values. */
    private record AuditedChange(long version, List<String> changed) {}

    /** Returns the details; {@link BillingPartyView#NONE} if nobody has set any. */
    public Uni<BillingPartyView> find(Caller caller, UUID id) {
        return transactions
                .readFirst(caller, BillingParties::view, FIND, id)
                .map(found -> found == null ? BillingPartyView.NONE : found);
    }

    /**
     * Replaces the details. Equal ones change nothing.
     *
     * @param ifMatch the version that the caller has seen; null if the client sent none
     */
    public Uni<BillingPartyView> put(Caller caller, Party party, @Nullable String ifMatch, BillingPartyDetails wanted) {
        BillingPartyDetails details = checked(wanted);
        return transactions.sql(
                caller,
                transaction -> transaction
                        .first(BillingParties::view, LOCK, party.id())
                        .map(found -> found == null ? BillingPartyView.NONE : found)
                        .invoke(before -> Responses.requireVersion(ifMatch, before.version()))
                        .flatMap(before -> replace(transaction, party, before, details)));
    }

    private Uni<BillingPartyView> replace(
            SqlTransaction transaction, Party party, BillingPartyView before, BillingPartyDetails details) {
        List<String> changed = changed(before, details);
        if (changed.isEmpty()) {
            return Uni.createFrom().item(before);
        }
        return transaction
                .first(
                        BillingParties::view,
                        PUT,
                        party.id(),
                        details.legalName(),
                        details.street(),
                        details.postalCode(),
                        details.city(),
                        details.region(),
                        details.country(),
                        details.vatNumber(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .call(after -> transaction.record(new Change(
                        "changed",
                        "billing_details",
                        party.id(),
                        party.tenantId(),
                        party.resellerId(),
                        null,
                        new AuditedChange(after.version(), changed))));
    }

    /** Returns the details with the VAT number in its normal form; fails if country or VAT number is wrong. */
    private static BillingPartyDetails checked(BillingPartyDetails details) {
        List<Fault> faults = new ArrayList<>();
        String country = details.country();
        if (!Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(country)) {
            faults.add(Fault.wrongFormat("/country", "iso-3166-1-alpha-2", "must be the ISO 3166-1 code of a country"));
        }
        String vatNumber = details.vatNumber() == null ? null : VatNumbers.normal(details.vatNumber());
        String refusal = vatNumber == null ? null : VatNumbers.refusal(vatNumber, country);
        if (refusal != null) {
            faults.add(Fault.wrongFormat("/vat_number", "vat-number", refusal));
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new BillingPartyDetails(
                details.legalName(),
                details.street(),
                details.postalCode(),
                details.city(),
                details.region(),
                country,
                vatNumber);
    }

    private static List<String> changed(BillingPartyView before, BillingPartyDetails after) {
        List<String> changed = new ArrayList<>();
        note(changed, "legal_name", before.legalName(), after.legalName());
        note(changed, "street", before.street(), after.street());
        note(changed, "postal_code", before.postalCode(), after.postalCode());
        note(changed, "city", before.city(), after.city());
        note(changed, "region", before.region(), after.region());
        note(changed, "country", before.country(), after.country());
        note(changed, "vat_number", before.vatNumber(), after.vatNumber());
        return changed;
    }

    private static void note(List<String> changed, String member, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            changed.add(member);
        }
    }

    private static BillingPartyView view(Row row) {
        return new BillingPartyView(
                row.getString("legal_name"),
                row.getString("street"),
                row.getString("postal_code"),
                row.getString("city"),
                row.getString("region"),
                row.getString("country"),
                row.getString("vat_number"),
                row.getLong("version"),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
