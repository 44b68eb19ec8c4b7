package dev.sotto.e2e.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Mailbox;
import dev.sotto.local.walk.Recording;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of jobs in a browser: found, filtered, live in many tabs; and the uploads above it. */
class JobsPanelTest extends BrowserTest {

    private static final int TABS = CAMPAIGN ? 20 : 4;
    private static final int FILES = 50;
    private static final int UNREADABLE = 5;
    private static final int WAV_BYTES = 101_000_000;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void listIsSearchedAndFilteredByItsAddress() {
        String workflow = workflow(cast.admin());
        submit(cast.admin(), workflow, "100%_" + mark + ".wav");
        submit(cast.admin(), workflow, "100 " + mark + ".wav");
        signIn("/jobs");
        Locator rows = page.getByRole(AriaRole.TABLE).getByRole(AriaRole.ROW);

        page.getByLabel("Search in names").fill("%_" + mark.toUpperCase(Locale.ROOT));
        assertThat(page.getByText("1 job", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(rows).hasCount(2);
        assertThat(page).hasURL(Pattern.compile(".*search=%25_.*"));
        page.reload();
        assertThat(page.getByLabel("Search in names")).hasValue("%_" + mark.toUpperCase(Locale.ROOT));
        assertThat(rows).hasCount(2);

        page.getByLabel("Search in names").fill(mark);
        assertThat(page.getByText("2 jobs", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        button(page, "More filters").click();
        choose("Order", "Oldest first");
        assertThat(rows.nth(1)).containsText("100%_" + mark);
        choose("Person", "Grace Hopper");
        assertThat(page.getByText("No job matches these filters.")).isVisible();
        String nobody = page.url();
        page.goBack();
        assertThat(rows).hasCount(3);
        button(page, "Clear filters").click();
        assertThat(page).hasURL(Pattern.compile(".*/jobs$"));

        looksAt("jobs-filters", "/jobs?sort=oldest&search=" + mark);
        looksAt("jobs-nothing-found", nobody);
        page.setViewportSize(390, 800);
        looksAt("jobs-filters", "/jobs?sort=oldest&search=" + mark);
        isClean();
    }

    @Test
    void manyFilesAreDroppedAtOnceAndABreakSendsNoneTwice() {
        workflow(cast.admin());
        signIn("/jobs");
        List<String> keys = new CopyOnWriteArrayList<>();
        page.route("**/api/v1/jobs", route -> {
            if (!route.request().method().equals("POST")) {
                route.resume();
                return;
            }
            keys.add(route.request().headerValue("idempotency-key"));
            if (keys.size() == 1) {
                route.abort();
            } else {
                route.resume();
            }
        });
        assertThat(page.getByText("min and").first()).isVisible();

        drop();
        String all = FILES + " of " + FILES + " done, " + (FILES - UNREADABLE) + " accepted";
        assertThat(page.getByText(all)).isVisible();

        assertThat(keys).hasSize(FILES + 1).filteredOn(keys.get(0)::equals).hasSize(2);
        Locator shelf = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Uploads"));
        assertThat(shelf.getByText("Refused.")).hasCount(UNREADABLE);
        assertThat(shelf.getByText("Request").first()).isVisible();
        Browser.screenshot(page, "jobs-dropped");
        page.getByLabel("Search in names").fill(mark);
        assertThat(page.getByText((FILES - UNREADABLE) + " jobs")).isVisible();
        button(page, "Clear finished").click();
        assertThat(shelf).hasCount(0);
        isClean();
    }

    @Test
    void tabsShareOneStream() {
        String workflow = workflow(cast.admin());
        List<Request> streams = new CopyOnWriteArrayList<>();
        person.onRequest(request -> {
            if (request.url().endsWith("/jobs/events")) {
                streams.add(request);
            }
        });
        signIn("/jobs");
        List<Page> tabs = new ArrayList<>(List.of(page));
        for (int i = 1; i < TABS; i++) {
            Page tab = person.newPage();
            tab.navigate("/jobs?search=" + mark);
            tabs.add(tab);
        }
        page.navigate("/jobs?search=" + mark);
        tabs.forEach(tab ->
                assertThat(tab.getByText("No job matches these filters.")).isVisible());
        // Only what changes by itself needs no button.
        tabs.forEach(tab -> assertThat(button(tab, "Refresh")).hasCount(0));

        submit(cast.admin(), workflow, mark + "-1.wav");
        tabs.forEach(tab -> assertThat(tab.getByRole(AriaRole.TABLE)).containsText("Completed"));
        int before = streams.size();
        tabs.remove(0).close();
        submit(cast.admin(), workflow, mark + "-2.wav");
        tabs.forEach(tab -> assertThat(tab.getByText("2 jobs", new Page.GetByTextOptions().setExact(true)))
                .isVisible());

        // One of each page that was the reader, and not one of each tab.
        assertThat(before).isLessThan(TABS);
        assertThat(tabs.get(0)
                        .evaluate("() => navigator.locks.query().then(all => all.held.filter("
                                + "lock => lock.name.startsWith('sotto-live')).length)"))
                .isEqualTo(1);
        isClean();
    }

    @Test
    void reloadsDuringARefreshEndNoSession() throws IOException {
        try (DelayingProxy proxy = new DelayingProxy(sotto.address().getPort())) {
            page.navigate(proxy.address() + "/sign-in");
            signIn(page, member, PASSWORD);
            seesJobs(page);
            for (long delay : List.of(30, 150, 400)) {
                proxy.delay(delay);
                for (int i = 0; i < (CAMPAIGN ? 200 : 4); i++) {
                    page.waitForRequest(
                            "**/api/v1/auth/refresh",
                            () -> page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT)));
                }
                proxy.delay(0);
                page.reload();
                seesJobs(page);
            }
        }
        isClean();
    }

    @Test
    void firstListNeedsFewRequestsAndDoesNotJump() {
        signIn("/jobs");
        submit(cast.admin(), workflow(cast.admin()), mark + ".wav");
        person.addInitScript("window.jumps = 0; new PerformanceObserver(list => list.getEntries().forEach("
                + "entry => entry.hadRecentInput || (window.jumps += entry.value)))"
                + ".observe({ type: 'layout-shift', buffered: true })");
        page = person.newPage();
        List<String> requests = new CopyOnWriteArrayList<>();
        page.onRequest(request -> requests.add(request.url()));

        page.navigate("/jobs", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
        List<String> first = List.copyOf(requests);
        List<String> calls = first.stream().filter(url -> url.contains("/api/")).toList();
        List<String> needed = calls.stream().limit(4).toList();

        // What comes beside the list, such as names and what the plan leaves, may be on its way by now.
        assertThat(needed)
                .allMatch(url -> url.matches(".*/(refresh|me|jobs|workflows.*)$"))
                .anyMatch(url -> url.endsWith("/jobs"));
        assertThat(first.indexOf(needed.get(needed.size() - 1))).as("%s", first).isLessThan(12);
        assertThat(page.getByText("min and")).isVisible();
        assertThat(page.getByText(mark + ".wav")).isVisible();
        assertThat(((Number) page.evaluate("() => window.jumps")).doubleValue()).isLessThanOrEqualTo(0.02);
        isClean();
    }

    /** From 100 MB on, a recording goes in parts. */
    @Test
    void largeRecordingGoesOnAfterABreak() throws IOException {
        Api reseller = cast.reseller();
        Api nobody = new Api(sotto.address());
        String plan = made(
                reseller,
                "/api/v1/subscription-plans",
                Map.of(
                        "name",
                        "Large " + mark,
                        "price_monthly",
                        "9.00",
                        "currency",
                        "EUR",
                        "storage_quota_mb",
                        500,
                        "processing_quota_minutes",
                        60,
                        "max_users",
                        2));
        String tenant =
                made(reseller, "/api/v1/tenants", Map.of("name", "Archive " + mark, "subscription_plan_id", plan));
        String email = "archivist-" + mark + "@example.com";
        made(reseller, "/api/v1/users", Map.of("tenant_id", tenant, "email", email, "role", "Admin"));
        String token = new Mailbox(sotto.mail()).invitation(email);
        nobody.post("/api/v1/auth/invitations", Map.of("token", token, "password", PASSWORD))
                .expect(200);
        Api archivist = nobody.signIn(email, PASSWORD);
        workflow(archivist);
        page.navigate("/sign-in?next=/jobs");
        signIn(page, email, PASSWORD);
        assertThat(page.getByText("min and")).isVisible();
        List<Request> begun = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/api/v1/uploads")) {
                begun.add(request);
            }
        });
        CDPSession network = person.newCDPSession(page);
        JsonObject slow = new JsonObject();
        slow.addProperty("offline", false);
        slow.addProperty("latency", 0);
        slow.addProperty("downloadThroughput", -1);
        slow.addProperty("uploadThroughput", 25_000_000);
        network.send("Network.emulateNetworkConditions", slow);

        page.waitForRequestFinished(
                new Page.WaitForRequestFinishedOptions()
                        .setPredicate(request -> request.method().equals("PATCH")),
                () -> page.locator("input[type=file]").setInputFiles(largeWav()));
        person.setOffline(true);
        assertThat(page.getByText("Interrupted.")).isVisible();
        person.setOffline(false);
        assertThat(page.getByText("Accepted")).isVisible();

        assertThat(begun).hasSize(1);
        Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("large.wav"));
        assertThat(row).isVisible();
        archivist
                .get("/api/v1/jobs")
                .expect(200)
                .json()
                .path("items")
                .forEach(job -> archivist
                        .delete("/api/v1/jobs/" + job.path("id").asText())
                        .expect(204));
        assertThat(page.getByText("There are no jobs yet")).isVisible();
    }

    /** Silence of nine minutes (PCM WAV, stereo, 16 bits, 48 kHz). */
    private static Path largeWav() {
        try {
            Path file = Files.createDirectories(Path.of("target", "recordings")).resolve("large.wav");
            ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
            header(head, 48_000, 2, WAV_BYTES - 44);
            try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
                written.write(head.array());
                written.setLength(WAV_BYTES);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String made(Api person, String path, Map<String, ?> body) {
        return person.post(path, body).expect(201).json().path("id").asText();
    }

    private void signIn(String target) {
        page.navigate("/sign-in?next=" + target);
        signIn(page, member, PASSWORD);
        seesJobs(page);
    }

    private void choose(String label, String option) {
        // What is chosen lies above the field.
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label))
                .click(new Locator.ClickOptions().setForce(true));
        page.locator(".ant-select-item-option").getByText(option).first().click();
    }

    /** Drops tones of a quarter of a second, and some files that are no recordings. */
    private void drop() {
        String wav = Base64.getEncoder().encodeToString(tone(250));
        JSHandle files = page.evaluateHandle(
                "([wav, mark, count, bad]) => { const bytes = Uint8Array.from(atob(wav), c => c.charCodeAt(0));"
                        + " const transfer = new DataTransfer();"
                        + " for (let i = 0; i < count; i++) transfer.items.add(i < bad"
                        + " ? new File(['no sound'], `${mark}-bad-${i}.mp3`)"
                        + " : new File([bytes], `${mark}-${i}.wav`, { type: 'audio/wav' })); return transfer; }",
                List.of(wav, mark, FILES, UNREADABLE));
        page.dispatchEvent("body", "drop", Map.of("dataTransfer", files));
    }

    /** Returns a sound that is no speech (PCM WAV, mono, 16 bits, 8 kHz). */
    private static byte[] tone(int millis) {
        int samples = 8 * millis;
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        header(wav, 8_000, 1, 2 * samples);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (8_000 * Math.sin(i * 0.35)));
        }
        return wav.array();
    }

    private static void header(ByteBuffer wav, int rate, int channels, int bytes) {
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(rate * channels * 2);
        wav.putShort((short) (channels * 2)).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    }

    private static String workflow(Api owner) {
        Map<String, Object> graph = Map.of(
                "nodes", List.of(Map.of("id", "t", "type", "transcription"), Map.of("id", "e", "type", "export")),
                "edges", List.of(Map.of("from", "t", "to", "e")));
        return owner.post("/api/v1/workflows", Map.of("name", "Minutes", "config", graph, "is_public", true))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private static void submit(Api person, String workflow, String name) {
        person.upload(
                        "/api/v1/jobs",
                        Map.of("workflow_id", workflow),
                        new Recording(name, "audio/wav", tone(250), null))
                .expect(201);
    }
}
