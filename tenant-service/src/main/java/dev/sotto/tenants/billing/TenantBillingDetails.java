package dev.sotto.tenants.billing;

import dev.sotto.model.billing.BillingPartyDetails;
import dev.sotto.model.billing.BillingPartyView;
import dev.sotto.runtime.billingdetails.BillingParties;
import dev.sotto.runtime.billingdetails.BillingParties.Party;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The billing details of customers. A look-up in the caller's own scope proves that the customer is in its reach. */
@ApplicationScoped
class TenantBillingDetails {

    private static final String CUSTOMER = "select id, reseller_id from tenants where id = $1 and kind = 'Customer'";

    private final ScopedTransaction transactions;
    private final BillingParties billingParties;

    TenantBillingDetails(ScopedTransaction transactions, BillingParties billingParties) {
        this.transactions = transactions;
        this.billingParties = billingParties;
    }

    Uni<BillingPartyView> find(Caller caller, UUID id) {
        return customer(caller, id).flatMap(party -> billingParties.find(narrowed(caller, party), id));
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<BillingPartyView> put(Caller caller, UUID id, @Nullable String ifMatch, BillingPartyDetails details) {
        return customer(caller, id)
                .flatMap(party -> billingParties.put(narrowed(caller, party), party, ifMatch, details));
    }

    private Uni<Party> customer(Caller caller, UUID id) {
        return transactions
                .readFirst(
                        caller,
                        row -> new Party(row.getUUID("id"), row.getUUID("id"), row.getUUID("reseller_id")),
                        CUSTOMER,
                        id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private static Caller narrowed(Caller caller, Party party) {
        return caller.narrowedTo(party.id(), party.resellerId());
    }
}
