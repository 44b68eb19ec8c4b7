package dev.sotto.e2e.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.sotto.local.walk.Recording;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A tenant's people in a browser: from the letter of an invitation to signing out everywhere. */
class PanelTest extends BrowserTest {

    @Test
    void newcomerJoinsByTheMailboxAndStaysSignedInUntilSigningOutInOneTab() {
        String email = invite("Admin");

        Page joining = person.waitForPage(letterLink(email, "accept-invitation")::click);
        assertThat(joining).hasURL(Pattern.compile(".*/accept-invitation$"));
        joining.getByLabel("First name").fill("Ada");
        joining.getByLabel("Last name").fill("Lovelace");
        field(joining, "New password").fill(PASSWORD);
        button(joining, "Join").click();
        seesJobs(joining);
        assertThat(joining.getByText("meeting.mp3").first()).isVisible();

        joining.reload();
        seesJobs(joining);
        Page second = person.newPage();
        second.navigate("/account/sessions");
        assertThat(second.getByText("This browser")).isVisible();
        assertThat(second.evaluate("() => Object.keys(localStorage).join() + document.cookie"))
                .asString()
                .doesNotContain("token", "refresh");

        button(joining, "Ada Lovelace").click();
        joining.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(joining).hasURL(Pattern.compile(".*/sign-in.*"));
        assertThat(second).hasURL(Pattern.compile(".*/sign-in.*next=%2Faccount%2Fsessions"));

        signIn(second, email, PASSWORD);
        assertThat(second).hasURL(Pattern.compile(".*/account/sessions$"));
        seesJobs(joining);
        isClean();
    }

    @Test
    void usedLinkSaysWhoCanSendAnother() {
        page.navigate("/#/accept-invitation?token=used-or-never-made");
        field(page, "New password").fill(PASSWORD);
        button(page, "Join").click();

        assertThat(page.getByText("The person who invited you can send another."))
                .isVisible();
        isClean();
    }

    @Test
    void forgottenPasswordIsReplacedByTheLetter() {
        String email = join();
        page.navigate("/sign-in");
        page.getByText("Forgotten your password?").click();
        page.getByLabel("E-mail").fill(email);
        button(page, "Send the letter").click();
        assertThat(page.getByText("Look into your mailbox")).isVisible();

        Page letter = person.waitForPage(letterLink(email, "reset-password")::click);
        field(letter, "New password").fill("another horse battery");
        button(letter, "Save the password").click();
        assertThat(letter.getByText("Your password is changed")).isVisible();
        letter.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        signIn(letter, email, PASSWORD);
        assertThat(letter.getByText("is wrong")).isVisible();
        signIn(letter, email, "another horse battery");
        seesJobs(letter);
        isClean();
    }

    @Test
    void foreignPlaceIsNotGoneToAfterSigningIn() {
        page.navigate("/sign-in?next=https://evil.example/");
        signIn(page, member, PASSWORD);

        seesJobs(page);
        assertThat(page.url()).startsWith(sotto.address().toString());
        isClean();
    }

    /** The organisation is new: it has no workflow and no job. */
    @Test
    void recordingIsSentFollowedReadRenamedAndDeleted() {
        page.navigate("/sign-in");
        signIn(page, join(cast.neighbour(), "User"), PASSWORD);
        seesJobs(page);
        looksAt("jobs-first", "/jobs");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));

        Recording recording = Recording.sample();
        page.waitForFileChooser(button(page, "Add recordings")::click)
                .setFiles(new FilePayload(recording.name(), recording.mediaType(), recording.content()));
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("New workflow");
        Browser.screenshot(page, "workflow-dialog");
        button(page, "Create and send").click();
        assertThat(page.getByText("Accepted")).isVisible();
        Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(recording.name()));
        assertThat(row).isVisible();
        Browser.screenshot(page, "jobs-sent");
        assertThat(row).containsText("Completed");

        row.getByRole(AriaRole.LINK).click();
        Locator transcript = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Transcript"));
        assertThat(transcript).containsText("good morning");
        assertThat(page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Player")))
                .isVisible();
        transcript
                .getByText("office", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(transcript.locator(".said")).hasText("office");
        assertThat(page.getByLabel("Place in the recording")).not().hasValue("0");
        page.getByLabel("Search in the transcript").fill("REPORT");
        assertThat(page.getByText("1 of 1")).isVisible();
        page.setViewportSize(1280, 520);
        // The README's picture: docs/images/panel.png.
        Browser.screenshot(page, "panel");
        page.setViewportSize(1280, 800);

        button(page, "Download").click();
        Download saved = page.waitForDownload(menuItem("Subtitles (SRT)")::click);
        assertThat(saved.suggestedFilename()).isEqualTo("meeting.srt");

        button(page, "Actions for meeting.mp3").click();
        menuItem("Rename").click();
        page.getByLabel("Title").fill("Monday's meeting");
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Monday's meeting")))
                .isVisible();
        String job = page.url();
        looksAt("job", job);
        page.setViewportSize(390, 800);
        looksAt("job", job);
        looksAt("jobs-own", "/jobs");
        page.setViewportSize(1280, 800);

        page.navigate(job);
        button(page, "Actions for Monday's meeting").click();
        menuItem("Delete").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("for ever");
        button(page, "Delete for ever").click();
        assertThat(page).hasURL(Pattern.compile(".*/jobs$"));
        assertThat(page.getByText("There are no jobs yet")).isVisible();
        isClean();
    }

    /** Reads pages as assistive programs do, and makes the pictures that people look at; a campaign does all pages. */
    @Test
    void everyPageIsAccessibleInLightAndDarkAndOnAPhone() {
        for (int width : List.of(1280, 390)) {
            person = browser.person(width, 800);
            page = person.newPage();
            looksAt("sign-in", "/sign-in");
            if (CAMPAIGN) {
                looksAt("forgot-password", "/forgot-password");
                looksAt("reset-password", "/#/reset-password?token=x");
                looksAt("accept-invitation", "/#/accept-invitation?token=x");
                looksAt("confirm-email", "/#/confirm-email?token=x");
                looksAt("used-link", "/accept-invitation");
            }
            page.navigate("/sign-in");
            signIn(page, member, PASSWORD);
            seesJobs(page);
            looksAt("jobs", "/jobs");
            if (CAMPAIGN) {
                looksAt("jobs-empty", "/jobs?status=Cancelled");
                looksAt("profile", "/account");
                looksAt("password", "/account/password");
                looksAt("sessions", "/account/sessions");
                looksAt("not-found", "/nowhere");
                looksAt("mailbox", "/mailbox");
            }
        }
        isClean();
    }
}
