package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Alerts are PromQL over metrics that services have, and each has a page that says what to do. */
final class AlertsRule implements Rule {

    private static final Path RUNBOOKS = Project.ROOT.resolve("docs/runbooks");
    /** ServiceTest of reseller-service asks the service for the same. */
    private static final List<String> METRICS =
            Project.read(Path.of("components/monitoring/metrics.txt")).lines().toList();

    @Override
    public List<String> findings(Manifests manifests) {
        List<JsonNode> alerts = manifests.of("PrometheusRule").stream()
                .flatMap(rule -> Manifests.stream(rule.at("/spec/groups")))
                .flatMap(group -> Manifests.stream(group.path("rules")))
                .toList();
        if (alerts.isEmpty()) {
            return List.of();
        }
        List<String> findings = new ArrayList<>(KafkaRule.compare("alert with a runbook", runbooks(), names(alerts)));
        List<String> parsed =
                parse(alerts.stream().map(alert -> alert.path("expr").asText()).toList());
        for (int i = 0; i < alerts.size(); i++) {
            String name = alerts.get(i).path("alert").asText();
            if (parsed.get(i).startsWith("error")) {
                findings.add(name + " is no PromQL: " + parsed.get(i));
                continue;
            }
            for (String metric : parsed.get(i).split(" ")) {
                if (!METRICS.contains(metric)) {
                    findings.add(name + " asks for " + metric + ", which no service has");
                }
            }
            if (!alerts.get(i).at("/annotations/runbook_url").asText().equals("docs/runbooks/" + name + ".md")) {
                findings.add(name + " does not lead to its runbook");
            }
        }
        return findings;
    }

    private static SortedSet<String> names(List<JsonNode> alerts) {
        return alerts.stream()
                .map(alert -> alert.path("alert").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> runbooks() {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            return files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> parse(List<String> expressions) {
        try {
            Path input = Files.createTempFile("promql", ".txt");
            Files.write(input, expressions);
            Process node = new ProcessBuilder("target/tools/node/node", "src/test/node/promql.mjs")
                    .redirectInput(input.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> lines = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (node.waitFor() != 0 || lines.size() != expressions.size()) {
                throw new IllegalStateException("PromQL was not parsed: " + lines);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
