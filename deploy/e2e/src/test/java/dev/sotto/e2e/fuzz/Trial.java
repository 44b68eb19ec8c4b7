package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Client;
import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Client.Reply;
import dev.sotto.e2e.isolation.Person;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Sends requests, counts answers and judges them. */
final class Trial {
    private final Client client;
    private final Judge judge = new Judge();
    private final Findings findings;
    private final Tally tally = new Tally();

    Trial(Client client, Findings findings) {
        this.client = client;
        this.findings = findings;
    }

    Tally tally() {
        return tally;
    }

    Findings findings() {
        return findings;
    }

    /**
     * Returns the answer; empty if none came, which is a finding.
     *
     * @param patient whether to wait after a 429; otherwise a 429 counts like any other answer
     * @param how what was done to the request, as text for people
     */
    Optional<Reply> ask(Documented operation, Person caller, Ask ask, boolean patient, String how) {
        try {
            Reply reply = patient ? client.send(caller, ask) : client.once(caller, ask);
            tally.count(operation.id(), reply.status());
            findings.add(operation, judge.faults(operation, reply), caller, how, ask, reply.toString());
            return Optional.of(reply);
        } catch (UncheckedIOException e) {
            findings.add(operation, List.of("no answer"), caller, how, ask, String.valueOf(e.getCause()));
            return Optional.empty();
        }
    }
}
