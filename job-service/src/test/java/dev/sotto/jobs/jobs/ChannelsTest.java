package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.HOUR_MS;
import static dev.sotto.jobs.Sotto.HUNDRED_MB;
import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aUserWith;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.events;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.submission;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.media.Recordings;
import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options {@code track} and {@code channels} do, and what a job says about its recording. */
@QuarkusTest
class ChannelsTest {

    private static final long CONTROL_MS = 7465;

    @TempDir
    Path directory;

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void eachChannelIsASpeakerAndIsBilled() throws Exception {
        Person user = aUser();
        Response submitted = submission(user, aWorkflow(user, ScriptedEngine.NAME), "call.wav", stereo())
                .multiPart("channels", "split")
                .post(JOBS);
        assertThat(submitted.statusCode()).as(submitted.asString()).isEqualTo(201);
        assertThat(submitted.<Integer>path("audio_ms")).isEqualTo(2 * (int) CONTROL_MS);
        assertThat(quota(user).get(1)).isEqualTo(2 * CONTROL_MS);
        UUID id = UUID.fromString(submitted.path("id"));

        engine.next().says("Good morning.");
        engine.next().says("Good morning to you.");

        Response completed = awaitStatus(user, id, "Completed");
        assertThat(completed.<Integer>path("audio_ms")).isEqualTo(2 * (int) CONTROL_MS);
        assertThat(quota(user).subList(0, 2)).containsExactly(2 * CONTROL_MS, 0L);
        assertThat(transcript(user, id, "txt"))
                .isEqualTo("Channel 1: Good morning.\nChannel 2: Good morning to you.\n");
        assertThat(transcript(user, id, "vtt")).contains("<v Channel 1>Good morning.", "<v Channel 2>Good morning to");
        assertThat(transcript(user, id, "json")).contains("\"speaker\":\"Channel 2\"", "\"duration_ms\":7465");
    }

    @Test
    void eachChannelNeedsQuota() throws Exception {
        Person user = aUserWith(2 * CONTROL_MS - 1, HUNDRED_MB);

        Response refused = submission(user, aWorkflow(user, ScriptedEngine.NAME), "call.wav", stereo())
                .multiPart("channels", "split")
                .post(JOBS);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(refused.jsonPath().getLong("needed")).isEqualTo(2 * CONTROL_MS);
        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void jobAndEventSayWhatWasFound() throws Exception {
        Person user = aUser();
        Response submitted = submission(
                        user, aWorkflow(user, ScriptedEngine.NAME), "a.mp3", audio("everyday/01-out-of-phase.mp3"))
                .post(JOBS);
        assertThat(submitted.<List<String>>path("warnings")).containsExactly("channel_chosen");
        UUID id = UUID.fromString(submitted.path("id"));

        engine.next().says("Good morning.");

        assertThat(awaitStatus(user, id, "Completed").<List<String>>path("warnings"))
                .containsExactly("channel_chosen");
        JsonNode event = events(Topic.JOB_COMPLETED, id, 1).get(0);
        assertThat(event.at("/data/warnings/0").asText()).isEqualTo("channel_chosen");
    }

    @Test
    void gapsAreFreeAndTimesAreThoseOfAPlayer() {
        Person user = aUser();
        Response submitted = submission(
                        user, aWorkflow(user, ScriptedEngine.NAME), "a.mp4", audio("everyday/02-audio-starts-late.mp4"))
                .post(JOBS);
        UUID id = UUID.fromString(submitted.path("id"));

        engine.next().says("Good morning.");

        assertThat(awaitStatus(user, id, "Completed").<Integer>path("audio_ms")).isEqualTo(7488);
        assertThat(transcript(user, id, "json")).contains("\"duration_ms\":11553");
    }

    @Test
    void refusalsNameWhatWasFoundAndReserveNothing() {
        Person user = aUserWith(HOUR_MS, HUNDRED_MB);
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);

        Response isProtected = submission(user, workflow, "a.m4a", audio("everyday/14-protected.m4a"))
                .post(JOBS);
        Response undecodable = submission(user, workflow, "a.mov", audio("everyday/04-voice-memo-apac-first.mov"))
                .multiPart("track", "1")
                .post(JOBS);
        Response absent = submission(user, workflow, "a.mov", audio("everyday/04-voice-memo-apac-first.mov"))
                .multiPart("track", "3")
                .post(JOBS);

        assertThat(isProtected.statusCode()).isEqualTo(422);
        assertThat(isProtected.<String>path("reason")).isEqualTo("protected");
        assertThat(undecodable.<String>path("reason")).isEqualTo("codec_unsupported");
        assertThat(undecodable.<String>path("codec")).isEqualTo("apac");
        assertThat(absent.<String>path("reason")).isEqualTo("no_such_track");
        assertThat(absent.<Integer>path("tracks")).isEqualTo(2);
        assertThat(quota(user)).containsExactly(0L, 0L, 0L, 0L);
    }

    private byte[] stereo() throws Exception {
        List<String> arguments =
                List.of("-i", Recordings.everyday("00-control-ab.wav").toString(), "-af", "pan=stereo|c0=c0|c1=0.5*c0");
        return Files.readAllBytes(Recordings.made(directory.resolve("call.wav"), arguments));
    }

    private static String transcript(Person user, UUID id, String format) {
        return user.asks().get(JOBS + "/" + id + "/transcript?format=" + format).asString();
    }
}
