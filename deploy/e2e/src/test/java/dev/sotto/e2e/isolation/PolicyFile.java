package dev.sotto.e2e.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code policy.csv}: the answer of each operation to each kind of caller. */
public final class PolicyFile {
    private final List<String> kinds;
    private final Map<String, List<String>> lines = new LinkedHashMap<>();

    private PolicyFile(List<String> kinds) {
        this.kinds = kinds;
    }

    /** The content of a cell. */
    public record Answer(String outcome, String reach) {

        static Answer of(String cell) {
            String[] parts = cell.split(":");
            return new Answer(parts[0], parts.length > 1 ? parts[1] : "");
        }

        /** Returns whether it applies only to ids within reach; all others count as not existing. */
        boolean dependsOnReach() {
            return isSuccess() || !reach.isEmpty();
        }

        public boolean isSuccess() {
            return outcome.equals("ok");
        }

        /**
         * A job within reach may end before it is cancelled, and one that has not failed is not retried. An answer that
         * says so proves that the caller reached it.
         */
        private static boolean hasEnded(Client.Reply reply) {
            return reply.status() == 409
                    && (reply.body().contains("The job has already ended.")
                            || reply.body().contains("Only a Failed job can be retried."));
        }

        /** Returns whether an answer is the policy's answer for ids within reach. */
        boolean allows(Client.Reply reply) {
            return switch (outcome) {
                case "ok" -> reply.succeeded() || hasEnded(reply);
                case "suspended" -> reply.status() == 403 && reply.problem().equals("suspended");
                case "403" -> reply.status() == 403 && !reply.problem().equals("suspended");
                default -> reply.status() == Integer.parseInt(outcome);
            };
        }
    }

    public static PolicyFile read() {
        try (InputStream in = PolicyFile.class.getResourceAsStream("/isolation/policy.csv")) {
            List<List<String>> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            Arrays.stream(line.split(",")).map(String::strip).toList())
                    .toList();
            PolicyFile policy =
                    new PolicyFile(rows.get(0).subList(1, rows.get(0).size()));
            for (List<String> row : rows.subList(1, rows.size())) {
                if (row.size() != policy.kinds.size() + 1 || policy.lines.put(row.get(0), row) != null) {
                    throw new IllegalArgumentException("policy.csv: " + row);
                }
            }
            return policy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> kinds() {
        return kinds;
    }

    Set<String> operations() {
        return lines.keySet();
    }

    public Answer answer(String operation, String kind) {
        return Answer.of(lines.get(operation).get(1 + kinds.indexOf(kind)));
    }
}
