package dev.sotto.kubernetes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What each service reads from Kafka and writes to it, as its settings and sources say. */
final class KafkaAccess {

    static final String COMMON = "shared-runtime/src/main/resources/META-INF/microprofile-config.properties";

    private static final Map<String, Map<String, String>> GROUPS = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> WRITES = new ConcurrentHashMap<>();

    private KafkaAccess() {}

    /** Returns the topics that a service reads. */
    static List<String> reads(String service) {
        return List.copyOf(groups(service).keySet());
    }

    /** Returns the consumer group of each topic that a service reads. */
    static Map<String, String> groups(String service) {
        return GROUPS.computeIfAbsent(service, KafkaAccess::readGroups);
    }

    private static Map<String, String> readGroups(String service) {
        Map<String, String> groups = new TreeMap<>();
        String settings =
                Project.read(COMMON) + "\n" + Project.read(service + "/src/main/resources/application.properties");
        for (String channel : Project.all("(?m)^mp\\.messaging\\.incoming\\.([a-z-]+)\\.topic=", settings)) {
            String key = "(?m)^mp\\.messaging\\.incoming\\." + channel;
            String topic = Project.all(key + "\\.topic=(.+)$", settings).get(0);
            String group = Project.all(key + "\\.group\\.id=(.+)$", settings).get(0);
            groups.put(topic, group.replace("${quarkus.application.name}", service));
        }
        return groups;
    }

    /** Returns the topics of the events that a service makes. */
    static List<String> writes(String service) {
        return WRITES.computeIfAbsent(service, KafkaAccess::readWrites);
    }

    private static List<String> readWrites(String service) {
        Map<String, String> events = Project.sources("shared-model");
        Collection<String> sources = Project.sources(service).values();
        List<String> topics = new ArrayList<>();
        events.forEach((event, source) -> {
            for (String topic : Project.all("return Topic\\.([A-Z_]+);", source)) {
                // TenantChanged comes to tenant-service alone, and makes its successor itself.
                if (sources.stream().anyMatch(text -> text.contains("new " + event + "("))) {
                    topics.add(topic.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
                }
            }
        });
        return topics;
    }
}
