package dev.sotto.testing.queryplans;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks an executed plan ({@code explain (analyze, format json)}) for work that grows with the table. */
record QueryPlanCheck(Set<String> allowed, int most) {
    /**
     * All nodes that a page in index order needs. Several indexes may be merged without sorting, and the bytes of the
     * rows added up.
     */
    private static final Set<String> ORDERED = Set.of(
            "Limit", "Index Scan", "Index Only Scan", "Result", "Append", "Merge Append", "Subquery Scan", "WindowAgg");

    private static final Set<String> GATHERED = Set.of(
            "Limit",
            "Index Scan",
            "Index Only Scan",
            "Result",
            "Sort",
            "Subquery Scan",
            "WindowAgg",
            "Bitmap Heap Scan",
            "Bitmap Index Scan",
            "BitmapAnd",
            "Aggregate");

    /** A joined small table may be read completely and sorted. The number of rows read shows that no large table is. */
    private static final Set<String> JOINED = Set.of(
            "Limit",
            "Index Scan",
            "Index Only Scan",
            "Seq Scan",
            "Result",
            "ProjectSet",
            "Nested Loop",
            "Merge Join",
            "Sort",
            "Hash Join",
            "Hash",
            "Memoize",
            "Materialize");

    static QueryPlanCheck list(int most) {
        return new QueryPlanCheck(ORDERED, most);
    }

    static QueryPlanCheck search(int most) {
        return new QueryPlanCheck(GATHERED, most);
    }

    static QueryPlanCheck join(int most) {
        return new QueryPlanCheck(JOINED, most);
    }

    List<String> flaws(JsonNode plan) {
        List<String> flaws = new ArrayList<>();
        look(plan, flaws);
        if (!isScopedFirst(plan)) {
            flaws.add("its scope is not set before it reads");
        }
        long read = read(plan);
        if (read > most) {
            flaws.add("it reads " + read + " rows, which is more than " + most);
        }
        return flaws;
    }

    /** Returns whether the plan's top node must evaluate the expression that sets the scope before it reads a row. */
    private static boolean isScopedFirst(JsonNode plan) {
        boolean isSet = false;
        for (JsonNode part : plan.path("Plans")) {
            isSet |= part.path("Parent Relationship").asText().equals("InitPlan")
                    && part.path("Output").path(0).asText().startsWith("(0 * length(((set_config(");
        }
        return isSet && plan.path("Node Type").asText().equals("Limit");
    }

    private void look(JsonNode node, List<String> flaws) {
        String type = node.path("Node Type").asText();
        if (!allowed.contains(type)) {
            flaws.add("a " + type + " of " + node.path("Relation Name").asText("what is below"));
        }
        node.path("Plans").forEach(below -> look(below, flaws));
    }

    /**
     * Returns the rows and index entries read for a node. Rows below a bitmap scan are read a second time by the scan.
     */
    static long read(JsonNode node) {
        long below = 0;
        for (JsonNode child : node.path("Plans")) {
            below += read(child);
        }
        return node.path("Node Type").asText().endsWith("Scan") ? Math.max(below, readBy(node)) : below;
    }

    private static long readBy(JsonNode scan) {
        double rows = scan.path("Actual Rows").asDouble()
                + scan.path("Rows Removed by Filter").asDouble()
                + scan.path("Rows Removed by Index Recheck").asDouble();
        return Math.round(rows * scan.path("Actual Loops").asDouble());
    }
}
