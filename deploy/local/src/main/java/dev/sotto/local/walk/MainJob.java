package dev.sotto.local.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A User submits a recording and gets a transcript. */
final class MainJob {
    /** Seconds of work per second of audio on a busy machine. */
    private static final int SLOWEST = 20;

    private static final Duration WAIT_FOR_OTHERS = Duration.ofMinutes(5);
    private static final String CUE = "[0-9:]+.[0-9]{3} --> [0-9:]+.[0-9]{3}.*";

    private final Api user;
    private final Recording recording;
    private String workflowId;
    private JsonNode job;
    private String transcript;

    MainJob(Api user, Recording recording) {
        this.user = user;
        this.recording = recording;
    }

    void run(Steps steps) {
        steps.take("the User creates a workflow", this::createWorkflow);
        steps.take("the User submits a recording", this::submit);
        steps.take("the job completes", this::follow);
        steps.take("the transcript as JSON, with the time of each word", this::readWords);
        steps.take("the transcript as TXT", this::readText);
        steps.take("the transcript as SRT", () -> readCues("srt", "1\n", CUE.replace('.', ',')));
        steps.take("the transcript as VTT", () -> readCues("vtt", "WEBVTT\n", CUE));
    }

    private String createWorkflow() {
        workflowId = user.post("/api/v1/workflows", workflow("Minutes of a meeting"))
                .expect(201)
                .json()
                .path("id")
                .asText();
        return "transcription, then export";
    }

    static Map<String, ?> workflow(String name) {
        Map<String, ?> graph = Map.of(
                "nodes",
                List.of(
                        Map.of("id", "speech", "type", "transcription", "config", Map.of()),
                        Map.of("id", "files", "type", "export", "config", Map.of())),
                "edges",
                List.of(Map.of("from", "speech", "to", "files")));
        return Map.of("name", name, "config", graph);
    }

    private String submit() {
        job = user.upload("/api/v1/jobs", Map.of("workflow_id", workflowId), recording)
                .expect(201)
                .json();
        Unexpected.unless(job.path("status").asText().equals("Queued"), "a job that is Queued", job);
        return String.format(Locale.ROOT, "%s: %.1f s of audio, Queued", recording, audioMs() / 1e3);
    }

    private String follow() {
        Set<String> states = new LinkedHashSet<>(Set.of(job.path("status").asText()));
        Set<Integer> progress = new LinkedHashSet<>();
        job = Await.until(
                WAIT_FOR_OTHERS.plusMillis(SLOWEST * audioMs()),
                () -> {
                    JsonNode seen = user.get("/api/v1/jobs/" + id()).expect(200).json();
                    states.add(seen.path("status").asText());
                    if (seen.path("status").asText().equals("Processing")) {
                        progress.add((int) (seen.path("progress").asDouble() * 100));
                    }
                    return seen;
                },
                seen -> Set.of("Completed", "Failed", "Cancelled")
                        .contains(seen.path("status").asText()));
        // A recording of the user may be too short to show any progress.
        boolean seen = states.contains("Processing") && progress.stream().anyMatch(percent -> percent > 0);
        Unexpected.unless(
                job.path("status").asText().equals("Completed") && (seen || recording.words() == null),
                "Queued, Processing with progress, Completed",
                states + " " + progress + " " + job);
        return String.join(", ", states) + "; progress " + shown(progress);
    }

    private static String shown(Set<Integer> progress) {
        List<String> percents = progress.stream().map(percent -> percent + " %").toList();
        return percents.size() <= 5
                ? String.join(", ", percents)
                : String.join(", ", percents.subList(0, 4)) + " … " + percents.get(percents.size() - 1);
    }

    private String readWords() {
        JsonNode json = user.get(path("json")).expect(200).json();
        String text = json.path("text").asText();
        int count = 0;
        long last = 0;
        for (JsonNode word :
                json.findValues("words").stream().flatMap(MainJob::items).toList()) {
            long start = word.path("start_ms").asLong(-1);
            long end = word.path("end_ms").asLong(-1);
            Unexpected.unless(
                    !word.path("w").asText().isEmpty() && last <= start && start <= end && end <= audioMs(),
                    "a word with its times, after the one before and within the recording",
                    word);
            last = start;
            count++;
        }
        Unexpected.unless(count == words(text), "times for each of the " + words(text) + " words of the text", json);
        Unexpected.unless(
                recording.words() == null || recording.words().equals(plain(text)), recording.words(), plain(text));
        return count + " words";
    }

    private String readText() {
        transcript = user.get(path("txt")).expect(200).text().strip();
        if (transcript.isEmpty()) {
            return "(no speech)";
        }
        return recording.words() == null ? "" : transcript.replace('\n', ' ');
    }

    private String readCues(String format, String firstLine, String times) {
        String cues = user.get(path(format)).expect(200).text();
        long count = cues.lines().filter(line -> line.matches(times)).count();
        Unexpected.unless(
                cues.startsWith(firstLine) && count > 0 || transcript.isEmpty(), "cues with times as " + format, cues);
        return count + " cues";
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", "");
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    private String path(String format) {
        return "/api/v1/jobs/" + id() + "/transcript?format=" + format;
    }

    String id() {
        return job.path("id").asText();
    }

    String workflowId() {
        return workflowId;
    }

    long audioMs() {
        return job.path("audio_ms").asLong();
    }

    String transcript() {
        return transcript;
    }
}
