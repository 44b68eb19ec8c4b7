package dev.sotto.e2e.panel;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Tracing;
import dev.sotto.testing.TestTimeout;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A headless Chromium. The build unpacks one into {@code target/browser}, with the libraries that a bare machine lacks;
 * {@code -Dpanel.chromium=} names another.
 */
final class Browser implements AutoCloseable {

    /** What the page's policy kept it from loading or doing. */
    final List<String> violations = new CopyOnWriteArrayList<>();

    /** Scripts that failed. */
    final List<String> errors = new CopyOnWriteArrayList<>();

    private final List<BrowserContext> people = new ArrayList<>();
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final URI address;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium, URI address) {
        this.playwright = playwright;
        this.chromium = chromium;
        this.address = address;
    }

    static Browser start(URI address) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(playwright, playwright.chromium().launch(options()), address);
    }

    private static BrowserType.LaunchOptions options() {
        String named = System.getProperty("panel.chromium", "");
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setTimeout(TestTimeout.MILLIS)
                .setArgs(List.of("--no-sandbox", "--headless", "--disable-gpu", "--no-zygote"));
        if (!named.isEmpty()) {
            return options.setExecutablePath(Path.of(named));
        }
        Path browser = Path.of("target", "browser").toAbsolutePath();
        Path executable = browser.resolve("chromium");
        if (!Files.isExecutable(executable)) {
            throw new IllegalStateException(
                    "There is no browser in " + browser + ": build with Maven, or name one with -Dpanel.chromium=");
        }
        return options.setExecutablePath(executable)
                .setEnv(Map.of(
                        "LD_LIBRARY_PATH", browser.resolve("al2023/lib").toString(),
                        "FONTCONFIG_PATH", browser.resolve("fonts").toString(),
                        "HOME", browser.toString()));
    }

    /** Opens a browser profile of its own, with nobody signed in. */
    BrowserContext person(int width, int height) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(address.toString())
                .setLocale("en-GB")
                .setViewportSize(width, height));
        context.setDefaultTimeout(TestTimeout.MILLIS);
        context.tracing().start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
        people.add(context);
        context.addInitScript("addEventListener('securitypolicyviolation', e => console.error('csp-violation '"
                + " + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile + ':' + e.lineNumber))");
        context.onConsoleMessage(message -> {
            if (message.text().contains("csp-violation")) {
                violations.add(message.text());
            }
        });
        context.onWebError(error -> errors.add(error.error()));
        return context;
    }

    /** Keeps the pages and the traces of all people; {@code npx playwright show-trace} opens a trace. */
    void keep(String test) {
        for (int i = 0; i < people.size(); i++) {
            Path place = Path.of("target", "failures", test + "-" + i);
            people.get(i).tracing().stop(new Tracing.StopOptions().setPath(Path.of(place + ".zip")));
            List<Page> pages = people.get(i).pages();
            for (int j = 0; j < pages.size(); j++) {
                pages.get(j)
                        .screenshot(new Page.ScreenshotOptions()
                                .setPath(Path.of(place + "-" + j + ".png"))
                                .setFullPage(true));
            }
        }
    }

    /** Closes the profiles of all people. */
    void leave() {
        people.forEach(BrowserContext::close);
        people.clear();
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
