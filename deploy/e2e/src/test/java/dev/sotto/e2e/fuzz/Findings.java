package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Person;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Collects faults. The same fault of one operation counts once, with its first curl command and its number of
 * occurrences.
 */
final class Findings {
    private final Curl curl;
    private final Map<String, Finding> byFault = new TreeMap<>();

    Findings(Curl curl) {
        this.curl = curl;
    }

    private record Finding(String shown, int times) {}

    /** @param shown describes the fault (a curl command and the answer); called only for the first occurrence */
    void add(Documented operation, String fault, Supplier<String> shown) {
        String key = operation.id() + ": " + fault;
        synchronized (byFault) {
            Finding known = byFault.get(key);
            Finding finding =
                    known == null ? new Finding(shown.get(), 1) : new Finding(known.shown(), known.times() + 1);
            byFault.put(key, finding);
            if (known == null) {
                System.out.println("fuzz: " + key + "\n  " + finding.shown());
            }
        }
    }

    void add(Documented operation, List<String> faults, Person caller, String how, Ask ask, String reply) {
        faults.forEach(fault -> add(
                operation,
                fault,
                () -> "as " + caller + ", " + how + "\n  " + curl.of(ask, caller.credential() == null) + "\n  "
                        + reply));
    }

    /** Returns all findings, each with its curl command. */
    List<String> all() {
        synchronized (byFault) {
            return byFault.entrySet().stream()
                    .map(each -> each.getKey() + " (" + each.getValue().times() + " times)\n  "
                            + each.getValue().shown())
                    .toList();
        }
    }
}
