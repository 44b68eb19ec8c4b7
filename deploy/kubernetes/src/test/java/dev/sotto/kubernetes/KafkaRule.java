package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Topics are those that the code declares, and each service may do with them what its code does. */
final class KafkaRule implements Rule {

    /** As in {@code dev.sotto.servers.Topics}. */
    private static final Duration DEAD_LETTERS_STAY = Duration.ofDays(90);

    @Override
    public List<String> findings(Manifests manifests) {
        List<String> findings = new ArrayList<>(compare("topic", declared(), topics(manifests)));
        if (!manifests.of("Kafka").isEmpty()) {
            for (String service : Project.SERVICES) {
                findings.addAll(compare("right of " + service, needed(service), granted(service, manifests)));
            }
            manifests.of("KafkaTopic", "KafkaUser").stream()
                    .filter(one -> manifests
                            .find(
                                    "Kafka",
                                    one.at("/metadata/labels/strimzi.io~1cluster")
                                            .asText())
                            .isEmpty())
                    .forEach(one -> findings.add(Manifests.kind(one) + " " + Manifests.name(one) + " has no cluster"));
        }
        return findings;
    }

    static List<String> compare(String what, SortedSet<String> wanted, SortedSet<String> found) {
        List<String> findings = new ArrayList<>();
        wanted.stream().filter(one -> !found.contains(one)).forEach(one -> findings.add("no " + what + ": " + one));
        found.stream().filter(one -> !wanted.contains(one)).forEach(one -> findings.add("not a " + what + ": " + one));
        return findings;
    }

    private static SortedSet<String> declared() {
        SortedSet<String> topics = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            long kept = topic.retention() == null ? -1 : topic.retention().toMillis();
            topics.add(topic.topicName() + " " + topic.partitions() + " " + (topic.compacted() ? "compact" : "delete")
                    + " " + kept);
            topics.add(topic.deadLetterName() + " 1 delete " + DEAD_LETTERS_STAY.toMillis());
        }
        return topics;
    }

    private static SortedSet<String> topics(Manifests manifests) {
        SortedSet<String> topics = new TreeSet<>();
        manifests
                .configMap("kafka")
                .ifPresent(map -> map.at("/data/topics.txt")
                        .asText()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(topics::add));
        for (JsonNode topic : manifests.of("KafkaTopic")) {
            JsonNode config = topic.at("/spec/config");
            topics.add(Manifests.name(topic) + " " + topic.at("/spec/partitions") + " "
                    + config.path("cleanup.policy").asText() + " " + config.path("retention.ms"));
        }
        return topics;
    }

    private static SortedSet<String> needed(String service) {
        SortedSet<String> rights = new TreeSet<>();
        KafkaAccess.writes(service).forEach(topic -> rights.add("topic " + topic + " Write"));
        KafkaAccess.groups(service).forEach((topic, group) -> {
            rights.add("topic " + topic + " Read");
            rights.add("topic " + topic + "-dead-letter Write");
            rights.add("group " + group + " Read");
        });
        SortedSet<String> all = new TreeSet<>(rights);
        rights.forEach(right -> all.add(right.substring(0, right.lastIndexOf(' ')) + " Describe"));
        return all;
    }

    private static SortedSet<String> granted(String service, Manifests manifests) {
        SortedSet<String> rights = new TreeSet<>();
        manifests
                .find("KafkaUser", service)
                .ifPresent(user -> user.at("/spec/authorization/acls")
                        .forEach(acl -> acl.path("operations")
                                .forEach(operation ->
                                        rights.add(acl.at("/resource/type").asText() + " "
                                                + acl.at("/resource/name").asText() + " " + operation.asText()))));
        return rights;
    }
}
