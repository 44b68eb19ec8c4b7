package dev.sotto.e2e.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Await;
import dev.sotto.local.walk.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transcript in a browser: heard, corrected, saved and restored, by one person and by two. */
class TranscriptPanelTest extends BrowserTest {

    private static final String HOSTILE = "<script>alert(1)</script> & <img src=x onerror=alert(2)> {{x}}";
    /** Three hours, and for a build a tenth of it. */
    private static final int SEGMENTS = CAMPAIGN ? 3_000 : 300;

    private static final int WORDS_A_SEGMENT = 10;

    /** Its one channel is a speaker. */
    private static String job;

    @BeforeAll
    static void transcribe() {
        Api admin = cast.admin();
        Map<String, Object> graph = Map.of(
                "nodes", List.of(Map.of("id", "t", "type", "transcription"), Map.of("id", "e", "type", "export")),
                "edges", List.of(Map.of("from", "t", "to", "e")));
        String workflow = admin.post("/api/v1/workflows", Map.of("name", "w", "config", graph))
                .expect(201)
                .json()
                .path("id")
                .asText();
        job = admin.upload("/api/v1/jobs", Map.of("workflow_id", workflow, "channels", "split"), Recording.sample())
                .expect(201)
                .json()
                .path("id")
                .asText();
        Await.until(() -> admin.get("/api/v1/jobs/" + job).json().path("status").asText(), "Completed"::equals);
    }

    @BeforeEach
    void open() {
        open(page, member);
        restoreTheMachines();
    }

    @Test
    void recordingStreamsByTheGrantAndFollowsTheKeys() {
        List<Integer> answers = new CopyOnWriteArrayList<>();
        page.onResponse(response -> {
            if (response.url().endsWith(job + "/recording")) {
                answers.add(response.status());
            }
        });
        page.reload();

        assertThat(page.locator(".waveform canvas").first()).isVisible();
        word("office").click();
        assertThat(page.locator(".said")).hasText("office");
        assertThat(answers).isNotEmpty().containsOnly(206);
        assertThat(page.evaluate("async () => (await fetch('/api/v1/jobs/" + job + "/recording')).status"))
                .as("by the cookie alone, from a page of Sotto")
                .isEqualTo(200);
        assertThat(page.evaluate("async () => (await fetch('/api/v1/jobs/" + job + "')).status"))
                .as("and nothing else by it")
                .isEqualTo(401);

        page.keyboard().press("Shift+ArrowRight");
        assertThat(page.locator(".said")).hasText("before");
        page.keyboard().press("Shift+ArrowLeft");
        assertThat(page.locator(".said")).hasText("office");
        page.keyboard().press("]");
        assertThat(page.getByText("1.25×")).isVisible();
        page.keyboard().press("[");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("Space");
        assertThat(button(page, "Pause")).isVisible();
        page.keyboard().press("Space");
        assertThat(button(page, "Play")).isVisible();
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Next doubtful word");
        Browser.screenshot(page, "transcript-keys");
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);

        button(page, "Actions for meeting.mp3").first().click();
        Download saved = page.waitForDownload(menuItem("Download the recording")::click);
        assertThat(bytes(saved)).isEqualTo(Recording.sample().content());
        isClean();
    }

    @Test
    void correctionIsSavedByItselfAndUndoneAndRestored() {
        Locator office = row("office");
        String before = office.locator("p").textContent();

        office.getByRole(AriaRole.BUTTON).last().focus();
        saved(() -> {
            page.keyboard().press("Enter");
            page.locator(".segment-field").fill(before.replace("office", "café"));
        });
        assertThat(page.locator(".segment-field")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Saved", exactly())).isVisible();
        assertThat(row("café").locator("p")).hasText(before.replace("office", "café"));
        word("café").click();
        assertThat(page.locator(".said")).hasText("café");
        page.reload();
        assertThat(row("café").locator("p")).hasText(before.replace("office", "café"));
        assertThat(exported("Text (TXT)")).contains("café").doesNotContain("office");

        saved(() -> {
            row("café").locator("p").dblclick();
            page.locator(".segment-field").fill(HOSTILE);
            page.keyboard().press("Enter");
        });
        assertThat(row("alert(1)").locator("p")).hasText(HOSTILE);
        assertThat(page.getByText("Saved", exactly())).isVisible();
        saved(() -> page.keyboard().press("Control+z"));
        assertThat(row("café")).isVisible();
        saved(() -> page.keyboard().press("Control+Shift+z"));
        assertThat(row("alert(1)")).isVisible();

        row("alert(1)").getByRole(AriaRole.BUTTON).last().click();
        page.locator(".segment-field").fill("never mind");
        page.keyboard().press("Escape");
        assertThat(row("alert(1)").locator("p")).hasText(HOSTILE);

        saved(() -> {
            button(page, "Channel 1").click();
            field(page, "Name").fill("Ada <b>Byron</b>");
            button(page, "Save").click();
        });
        assertThat(button(page, "Ada <b>Byron</b>")).isVisible();
        assertThat(exported("Subtitles for the web (VTT)")).contains("Ada &lt;b&gt;Byron", "&lt;script&gt;");
        Browser.screenshot(page, "transcript-edited");

        restoreTheMachines();
        assertThat(row("office").locator("p")).hasText(before);
        assertThat(button(page, "Channel 1")).isVisible();
        page.reload();
        assertThat(row("office").locator("p")).hasText(before);
        isClean();
    }

    @Test
    void twoPeopleSeeBothVersionsAndNothingIsLost() {
        BrowserContext other = browser.person(1280, 800);
        Page theirs = other.newPage();
        open(theirs, join());
        assertThat(word("office")).isVisible();

        rewrite(theirs, "office", "offer");
        assertThat(theirs.getByText("Saved", exactly())).isVisible();
        rewrite(page, "office", "officer");

        assertThat(page.getByText("Somebody else changed the same text.")).isVisible();
        assertThat(row("officer")).isVisible();
        button(page, "Compare").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator(".side").nth(0)).containsText("officer");
        assertThat(dialog.locator(".side").nth(1)).containsText("offer");
        Browser.screenshot(page, "transcript-two-people");
        button(page, "Take all of theirs").click();
        button(page, "Save").click();
        assertThat(page.getByText("Saved", exactly())).isVisible();
        assertThat(word("offer")).isVisible();

        rewrite(theirs, "offer", "coffee");
        assertThat(theirs.getByText("Saved", exactly())).isVisible();
        rewrite(page, "offer", "officers");
        button(page, "Compare").click();
        button(page, "Save").click();
        assertThat(page.getByText("Saved", exactly())).isVisible();
        page.reload();
        assertThat(word("officers")).isVisible();
        button(page, "Earlier versions").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Grace Hopper");
        Browser.screenshot(page, "transcript-revisions");
        isClean();
    }

    @Test
    void whatCannotBeSavedIsSaidAndKeptUntilItCan() {
        Pattern transcript = Pattern.compile(".*/transcript$");
        page.route(transcript, Route::abort);
        rewrite(page, "office", "offline");

        assertThat(page.getByText("Not saved.")).isVisible();
        page.locator("main").getByRole(AriaRole.LINK).first().click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Your changes are not saved");
        button(page, "Stay here").click();
        assertThat(word("offline")).isVisible();
        page.unroute(transcript);
        button(page, "Try again").click();
        assertThat(page.getByText("Saved", exactly())).isVisible();
        page.reload();
        assertThat(word("offline")).isVisible();
        isClean();
    }

    /** The transcript is made up; the page and its recording are real. Nothing is claimed of a time, it is only printed. */
    @Test
    void longTranscriptIsScrolledAndWritten() {
        page.route(
                Pattern.compile(".*/transcript\\?format=json$"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setHeaders(Map.of("Content-Type", "application/json", "ETag", "\"0\""))
                        .setBody(longTranscript())));
        page.reload();
        assertThat(row("word0 ")).isVisible();

        Object frames = page.evaluate("""
                async () => {
                  const times = [];
                  const bottom = () => document.documentElement.scrollHeight - innerHeight;
                  const step = Math.max(100, bottom() / 240);
                  let last = performance.now();
                  while (scrollY < bottom() - 2 && times.length < 2000) {
                    scrollBy(0, step);
                    await new Promise(requestAnimationFrame);
                    times.push(performance.now() - last);
                    last = performance.now();
                  }
                  times.sort((a, b) => a - b);
                  return [times.length, times[times.length >> 1], times[Math.floor(times.length * 0.99)], times.at(-1)];
                }""");
        Locator last = row("word" + (SEGMENTS * WORDS_A_SEGMENT - 1));
        assertThat(last).isVisible();
        last.getByRole(AriaRole.BUTTON).last().click();
        assertThat(page.locator(".segment-field")).isFocused();
        page.evaluate("""
                () => {
                  window.answered = [];
                  document.addEventListener('keydown', () => {
                    const began = performance.now();
                    requestAnimationFrame(() => setTimeout(() => window.answered.push(performance.now() - began)));
                  }, true);
                }""");
        page.keyboard()
                .type(
                        " and these words are typed at the end",
                        new com.microsoft.playwright.Keyboard.TypeOptions().setDelay(60));
        Object keys = page.evaluate("""
                () => {
                  const times = window.answered.sort((a, b) => a - b);
                  return [times.length, times[times.length >> 1], times.at(-1)];
                }""");
        assertThat(page.locator(".segment-field")).hasValue(Pattern.compile(".* typed at the end$"));
        page.getByLabel("Search in the transcript").fill("word57");
        assertThat(page.locator(".found-at")).hasText("word57");
        System.out.printf(
                Locale.ROOT,
                "transcript of %d words: frames while scrolling (count, median, p99, longest ms) %s;"
                        + " keys (count, median, longest ms) %s%n",
                SEGMENTS * WORDS_A_SEGMENT,
                frames,
                keys);
        isClean();
    }

    @Test
    void isAccessibleInLightAndDarkAndOnAPhone() {
        looksAt("transcript", "/jobs/" + job);
        page.setViewportSize(390, 800);
        looksAt("transcript", "/jobs/" + job);
        isClean();
    }

    private static void open(Page page, String email) {
        page.navigate("/sign-in?next=/jobs/" + job);
        signIn(page, email, PASSWORD);
        assertThat(page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Transcript")))
                .isVisible();
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private Locator row(String text) {
        return page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(text));
    }

    private Locator word(String word) {
        return page.locator("[data-ms]").getByText(word, new Locator.GetByTextOptions().setExact(true));
    }

    /** Does something, and waits until it is saved. */
    private void saved(Runnable change) {
        page.waitForResponse(
                response -> response.request().method().equals("PATCH")
                        && response.url().endsWith("/transcript")
                        && response.ok(),
                change);
    }

    private static void rewrite(Page page, String word, String other) {
        Locator row = page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(word));
        String text = row.locator("p").textContent();
        row.getByRole(AriaRole.BUTTON).last().click();
        page.locator(".segment-field").fill(text.replace(word, other));
        page.keyboard().press("Enter");
    }

    private void restoreTheMachines() {
        button(page, "Earlier versions").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        Locator machines =
                dialog.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("As transcribed"));
        assertThat(machines).isVisible();
        Locator restore = machines.getByRole(AriaRole.BUTTON);
        (restore.count() == 0 ? button(page, "Close") : restore).click();
        assertThat(dialog).hasCount(0);
        assertThat(page.getByText("Saved", exactly())).isVisible();
    }

    private String exported(String format) {
        button(page, "Download").click();
        return new String(
                bytes(page.waitForDownload(menuItem(format)::click)), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Download download) {
        try {
            return Files.readAllBytes(download.path());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String longTranscript() {
        String segments = IntStream.range(0, SEGMENTS)
                .mapToObj(TranscriptPanelTest::segment)
                .collect(Collectors.joining(","));
        return "{\"version\":1,\"engine\":\"e\",\"model\":\"m\",\"task\":\"transcribe\",\"language\":\"en\",\"duration_ms\":"
                + SEGMENTS * 3600 + ",\"text\":\"\",\"segments\":[" + segments + "]}";
    }

    private static String segment(int i) {
        String words = IntStream.range(0, WORDS_A_SEGMENT)
                .mapToObj(n -> "{\"w\":\"word%d\",\"start_ms\":%d,\"end_ms\":%d,\"p\":%s}"
                        .formatted(
                                i * WORDS_A_SEGMENT + n,
                                i * 3600 + n * 360,
                                i * 3600 + n * 360 + 300,
                                n == 3 ? "0.2" : "0.9"))
                .collect(Collectors.joining(","));
        String text = IntStream.range(0, WORDS_A_SEGMENT)
                .mapToObj(n -> "word" + (i * WORDS_A_SEGMENT + n))
                .collect(Collectors.joining(" "));
        return "{\"i\":%d,\"start_ms\":%d,\"end_ms\":%d,\"text\":\"%s\",\"speaker\":\"S%d\",\"words\":[%s]}"
                .formatted(i, i * 3600, i * 3600 + 3600, text, i / 20 % 4, words);
    }
}
