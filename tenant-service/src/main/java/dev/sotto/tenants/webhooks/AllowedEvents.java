package dev.sotto.tenants.webhooks;

import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.webhooks.WebhookEvent;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.util.List;
import java.util.stream.IntStream;

/** The types of events that a tenant may register for. */
final class AllowedEvents {

    private AllowedEvents() {}

    static void require(TenantKind kind, List<WebhookEvent> events) {
        List<Fault> faults = IntStream.range(0, events.size())
                .filter(i -> !events.get(i).isFor(kind))
                .mapToObj(i -> new Fault(
                        "/events/" + i,
                        FaultCode.NOT_ALLOWED,
                        "must be a type of event that " + (kind == TenantKind.House ? "resellers" : "tenants")
                                + " receive"))
                .toList();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
