package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static dev.sotto.jobs.Sotto.delete;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobStreamTest {

    @TestHTTPResource("/")
    URI service;

    @Inject
    ScriptedEngine engine;

    @Inject
    JobFeeds feeds;

    private final Person user = aUser();
    private final List<Events> open = new ArrayList<>();

    @AfterEach
    void end() {
        open.forEach(Events::close);
        cancelJobs(user.admin());
        engine.reset();
    }

    @Test
    void tellsTheWholeLifeOfAJobToThoseWhoSeeIt() throws Exception {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        Events mine = watch(user, null);
        Events admins = watch(user.admin(), null);
        Events colleagues = watch(user.colleague(), null);
        assertThat(mine.next("ready").data.path("resumed").asBoolean()).isFalse();
        admins.next("ready");
        colleagues.next("ready");

        UUID id = aJob(user, workflow);
        ScriptedEngine.Run run = engine.next();
        mine.nextJob(id, "Processing");
        run.hears(1_000);
        mine.next(event -> event.is(id) && event.data.path("progress").asDouble() > 0);
        run.says("Heard.");
        mine.nextJob(id, "Completed");
        user.says("{\"title\": \"Renamed\"}").patch(JOBS + "/" + id);
        mine.next(event -> event.is(id) && event.data.path("title").asText().equals("Renamed"));
        delete(user, id);
        assertThat(mine.next("deleted").data.path("id").asText()).isEqualTo(id.toString());

        admins.nextJob(id, "Completed");
        admins.next("deleted");
        assertThat(colleagues.all).extracting(event -> event.name).containsOnly("ready");
    }

    @Test
    void neverTellsOfAnotherTenantsJobs() throws Exception {
        Person stranger = aUser().admin();
        Events strangers = watch(stranger, null);
        Events mine = watch(user, null);
        strangers.next("ready");
        mine.next("ready");

        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        mine.next(event -> event.is(id));
        delete(user, id);
        mine.next("deleted");
        UUID own = aJob(stranger, aWorkflow(stranger, ScriptedEngine.NAME));
        strangers.next(event -> event.is(own));

        assertThat(strangers.all).noneMatch(event -> event.is(id));
        cancelJobs(stranger);
    }

    @Test
    void tellsWhatHappenedSinceTheLastEvent() throws Exception {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        UUID deleted = aJob(user, workflow);
        Events first = watch(user, null);
        String seen = first.next("ready").id;
        first.close();

        UUID id = aJob(user, workflow);
        delete(user, deleted);
        Events second = watch(user, seen);
        Events colleagues = watch(user.colleague(), seen);

        List<Event> told = second.until("ready");
        assertThat(told).anyMatch(event -> event.name.equals("job") && event.is(id));
        assertThat(told).anyMatch(event -> event.name.equals("deleted") && event.is(deleted));
        assertThat(told.get(told.size() - 1).data.path("resumed").asBoolean()).isTrue();
        assertThat(colleagues.until("ready")).hasSize(1);
    }

    @Test
    void anIdThatNoStreamHasSentBeginsAnew() throws Exception {
        for (String id : List.of("x", "-1", "9223372036854775807", "99999999999999999999")) {
            Events events = watch(user, id);
            assertThat(events.next("ready").data.path("resumed").asBoolean())
                    .as(id)
                    .isFalse();
            events.close();
        }
    }

    @Test
    void endsWhenTheTokenExpires() throws Exception {
        Events expiring = new Events(
                SottoTestResource.tokens()
                        .user(user.tenantId(), user.resellerId())
                        .subject(user.userId())
                        .expiresAt(Instant.now().plusSeconds(6))
                        .sign(),
                null);
        open.add(expiring);
        expiring.next("ready");
        expiring.ends();
    }

    @Test
    void manyWhoWatchATenantShareItsReads() throws Exception {
        List<Events> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            streams.add(watch(user, null));
        }
        for (Events each : streams) {
            each.next("ready");
        }
        assertThat(feeds.watched()).isPositive();
        assertThat(statusOfAnother()).isEqualTo(429);
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        for (Events each : streams) {
            each.next(event -> event.is(id));
        }

        streams.forEach(Events::close);
        await().untilAsserted(() -> assertThat(feeds.watched()).isZero());
    }

    private int statusOfAnother() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request(token(user), null), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private Events watch(Person person, String lastEventId) throws Exception {
        Events events = new Events(token(person), lastEventId);
        open.add(events);
        return events;
    }

    private static String token(Person person) {
        var tokens = SottoTestResource.tokens();
        var draft = person.isAdmin()
                ? tokens.admin(person.tenantId(), person.resellerId())
                : tokens.user(person.tenantId(), person.resellerId());
        return draft.subject(person.userId()).sign();
    }

    private HttpRequest request(String token, String lastEventId) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(JOBS + "/events")).header("Authorization", "Bearer " + token);
        return (lastEventId == null ? request : request.header("Last-Event-ID", lastEventId)).build();
    }

    private record Event(String name, String id, JsonNode data) {

        boolean is(UUID job) {
            return data.path("id").asText().equals(job.toString());
        }
    }

    /** A stream, read by a thread of its own. */
    private final class Events {

        private final List<Event> all = new CopyOnWriteArrayList<>();
        private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
        private final Stream<String> lines;
        private final Thread reader;

        Events(String token, String lastEventId) throws IOException, InterruptedException {
            HttpResponse<Stream<String>> response =
                    HttpClient.newHttpClient().send(request(token, lastEventId), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            lines = response.body();
            reader = new Thread(this::read);
            reader.start();
        }

        private void read() {
            String[] fields = new String[3];
            try {
                lines.forEach(line -> take(line, fields));
            } catch (UncheckedIOException closed) {
                return;
            }
        }

        private void take(String line, String[] fields) {
            if (line.startsWith("event:")) {
                fields[0] = line.substring(6);
            } else if (line.startsWith("id:")) {
                fields[1] = line.substring(3);
            } else if (line.startsWith("data:")) {
                fields[2] = line.substring(5);
            } else if (line.isEmpty() && fields[0] != null) {
                Event event = new Event(fields[0], fields[1], json(fields[2]));
                all.add(event);
                queue.add(event);
                fields[0] = null;
            }
        }

        private static JsonNode json(String text) {
            try {
                return EventJson.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Event next(String name) throws InterruptedException {
            return next(event -> event.name.equals(name));
        }

        Event nextJob(UUID id, String status) throws InterruptedException {
            return next(
                    event -> event.is(id) && event.data.path("status").asText().equals(status));
        }

        Event next(Predicate<Event> wanted) throws InterruptedException {
            long deadline = System.nanoTime() + TestTimeout.DURATION.toNanos();
            while (true) {
                Event event = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(event).as("among %s", all).isNotNull();
                if (wanted.test(event)) {
                    return event;
                }
            }
        }

        List<Event> until(String name) throws InterruptedException {
            next(name);
            return List.copyOf(all);
        }

        void ends() throws InterruptedException {
            reader.join(TestTimeout.MILLIS);
            assertThat(reader.isAlive()).isFalse();
        }

        void close() {
            lines.close();
        }
    }
}
