package io.diag.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.subject.Embrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the UI says of a JVM that is really deadlocked, and recordings asked for by a button. */
class BrowserFindingsIT {
  private static final Pattern RECORD = Pattern.compile("Record wall clock for \\d+ s");
  private static final Pattern TWO_THREADS = Pattern.compile("^2 threads wait for each other");

  private static final int ATTEMPTS = 4;

  @TempDir static Path folder;

  private static CollectorProcess collector;
  private static Forked embrace;
  private static Chromium chromium;
  private static String id;

  @BeforeAll
  static void start() {
    collector = CollectorProcess.start();
    embrace =
        Forked.target(
            Jdk.own(),
            List.of(
                "-Xmx32m",
                "-javaagent:"
                    + Artifacts.agent()
                    + "=collector="
                    + collector.address()
                    + ",service=embrace"),
            Embrace.class,
            folder.resolve("key").toString());
    chromium = Chromium.start();
    id = collector.api().awaitJvm(embrace.pid(), "live").get("id").asText();
    eventually(
        "both circles are found",
        Duration.ofMinutes(1),
        () -> collector.api().json("/api/v1/findings?jvm=" + id).get("findings").size(),
        found -> found >= 2);
  }

  @AfterAll
  static void end() {
    chromium.close();
    embrace.close();
    collector.close();
  }

  @AfterEach
  void noPageReportedAnError() {
    assertThat(chromium.closePages()).isEmpty();
  }

  @Test
  void aDeadlockLeadsTheFleetAndTheOverviewAndShowsItsCycleByKeyboard() {
    Page page = open("/", ColorScheme.DARK);
    assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("1 service needs attention");
    Locator row = page.getByRole(AriaRole.ROW).filter(hasText("threads wait for each other"));
    assertThat(row.getByRole(AriaRole.IMG, inRow("Critical"))).isVisible();
    Chromium.keep(page, "fleet-findings-dark");

    row.getByRole(AriaRole.LINK).press("Enter");
    Locator findings = page.getByRole(AriaRole.LIST, named("Open findings"));
    assertThat(findings.getByRole(AriaRole.IMG, inRow("Critical")).first()).isVisible();
    Locator two = page.getByRole(AriaRole.BUTTON, named(TWO_THREADS));
    assertThat(two).isVisible();

    page.keyboard().press("j");
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile("finding="));
    if (!"true".equals(two.getAttribute("aria-expanded"))) {
      two.press("Enter"); // the key opened the other circle
    }
    Locator cycle = page.getByText("booker").last();
    assertThat(cycle).isVisible();
    assertThat(page.getByText(Pattern.compile("Embrace\\$Journal@")).last()).isVisible();
    Chromium.keep(page, "finding-dark");

    Page again = open(page.url().replaceFirst("^http://[^/]+", ""), ColorScheme.LIGHT);
    assertThat(again.getByText("What to do")).isVisible();
    assertThat(again.getByRole(AriaRole.BUTTON, named(TWO_THREADS)))
        .hasAttribute("aria-expanded", "true");
    Chromium.keep(again, "finding-light");
  }

  @Test
  void aWallProfileIsRecordedByTheButtonAndOpenedWhenItIsDone() {
    Page page = open("/jvm/" + id + "/profile?event=wall", ColorScheme.LIGHT);
    recorded(page);
    assertThat(
            page.getByRole(AriaRole.APPLICATION, named(Pattern.compile("Wall flame graph, [1-9]"))))
        .isVisible();
    Chromium.keep(page, "wall-light");

    page.keyboard().press("t");
    assertThat(
            page.getByRole(AriaRole.TABLE, named("Frames"))
                .getByRole(AriaRole.ROW)
                .filter(hasText("Embrace.main")))
        .isVisible();
  }

  @Test
  void aRecordingIsCancelledByItsButton() {
    Page page = open("/jvm/" + id + "/profile?event=wall", ColorScheme.DARK);
    // Another test's recording may run: the page shows it, whoever asked for it.
    Locator progress = page.getByRole(AriaRole.PROGRESSBAR);
    Locator record = page.getByRole(AriaRole.BUTTON, named(RECORD));
    assertThat(record.or(progress)).isVisible();
    if (record.isVisible()) {
      record.click();
    }
    assertThat(progress).isVisible();
    page.getByRole(AriaRole.BUTTON, named(Pattern.compile("^Cancel"))).click();
    assertThat(record).isVisible();
    assertThat(progress).hasCount(0);
  }

  /**
   * Records until one recording comes to its end. Where the machine is busy the agent may be over
   * its budget and say that it does not sample now.
   */
  private static void recorded(Page page) {
    Locator progress = page.getByRole(AriaRole.PROGRESSBAR);
    Locator failure = page.getByRole(AriaRole.ALERT);
    for (int attempt = 1; ; attempt++) {
      page.getByRole(AriaRole.BUTTON, named(RECORD)).click();
      assertThat(progress).isVisible();
      if (attempt == 1) {
        Chromium.keep(page, "recording-light");
      }
      page.waitForCondition(
          () -> page.url().contains("win=") || failure.isVisible(),
          new Page.WaitForConditionOptions().setTimeout(120_000));
      if (page.url().contains("win=")) {
        return;
      }
      assertThat(attempt).as(failure.innerText()).isLessThan(ATTEMPTS);
    }
  }

  private static Page open(String path, ColorScheme scheme) {
    Page page = chromium.page(scheme);
    page.navigate(collector.address() + path);
    return page;
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions named(Pattern name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.GetByRoleOptions inRow(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
