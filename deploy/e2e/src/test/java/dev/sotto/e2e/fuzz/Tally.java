package dev.sotto.e2e.fuzz;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts the answers by operation and status. */
final class Tally {
    private static final int CLASS = 100;
    private static final int SUCCESS = 2;

    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, Integer> reached = new TreeMap<>();
    private int answers;

    synchronized void count(String operation, int status) {
        answers++;
        statuses.merge(status, 1, Integer::sum);
        if (status / CLASS == SUCCESS) {
            reached.merge(operation, 1, Integer::sum);
        }
    }

    synchronized int answers() {
        return answers;
    }

    /** Returns those operations that never succeeded. */
    synchronized Set<String> unreached(Set<String> operations) {
        Set<String> rest = new TreeSet<>(operations);
        rest.removeAll(reached.keySet());
        return rest;
    }

    synchronized String byClass() {
        Map<Integer, Integer> classes = new TreeMap<>();
        statuses.forEach((status, times) -> classes.merge(status / CLASS, times, Integer::sum));
        return classes.entrySet().stream()
                        .map(each -> "%dxx %d (%.1f %%)"
                                .formatted(each.getKey(), each.getValue(), 100.0 * each.getValue() / answers))
                        .collect(Collectors.joining(", "))
                + "; " + statuses;
    }

    /** Returns the operations with their numbers of successes. */
    synchronized String byOperation() {
        return reached.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
