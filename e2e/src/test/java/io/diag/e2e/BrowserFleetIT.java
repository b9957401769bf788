package io.diag.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.WireClient;
import io.diag.wire.DeadlockEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fleet and what a viewer does with findings, by keyboard, with agents played by the test. */
class BrowserFleetIT {
  private static final int JVMS = 400;

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void end() {
    chromium.close();
  }

  /** Also of a test that failed, so that the next one begins without its pages. */
  @AfterEach
  void closePages() {
    chromium.closePages();
  }

  @Test
  void ofHundredsOfJvmsOnlyTheRowsInSightAreInThePageAndTheKeysReachAll() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start()) {
      for (int i = 0; i < JVMS; i++) {
        new WireClient(collector.address(), UUID.randomUUID().toString())
            .hello("many", "host-%03d".formatted(i));
      }
      Page page = open(collector, "/?group=none&sort=name", ColorScheme.DARK);
      Locator table = page.getByRole(AriaRole.TABLE, named("JVMs"));
      assertThat(table).hasAttribute("aria-rowcount", String.valueOf(JVMS + 1));
      assertThat(page.getByText(JVMS + " of " + JVMS + " JVMs")).isVisible();
      assertThat(table.getByRole(AriaRole.ROW).count()).isBetween(20, 120);
      // Those in sight are as high as those that are only counted.
      assertThat(table.locator("tbody").boundingBox().height).isEqualTo(JVMS * 28.0);

      page.keyboard().press("k");
      Locator last = link(page, "many host-399");
      assertThat(last).isFocused();
      assertThat(last.locator("xpath=ancestor::tr"))
          .hasAttribute("aria-rowindex", String.valueOf(JVMS + 1));
      assertThat(link(page, "many host-000")).hasCount(0);
      page.keyboard().press("k");
      assertThat(link(page, "many host-398")).isFocused();
      Chromium.keep(page, "fleet-many-dark");

      page.keyboard().press("/");
      page.keyboard().type("host-01");
      assertThat(page.getByText("10 of " + JVMS + " JVMs")).isVisible();
      assertThat(table).hasAttribute("aria-rowcount", "11");
      assertThat(link(page, "many host-010")).isVisible();
      noPageReportedAnError();
    }
  }

  @Test
  void aJvmIsPeekedAtGroupedAndMeasuredByTheColumnsThatWereChosen() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start()) {
      afflicted(collector);
      Page page = open(collector, "/", ColorScheme.LIGHT);
      assertThat(page.getByRole(AriaRole.HEADING).first())
          .containsText("1 service needs attention now");
      assertThat(page.locator(".spark-line").first()).hasAttribute("d", Pattern.compile("^M"));

      page.keyboard().press("j");
      page.keyboard().press("j");
      assertThat(link(page, "wire-test test")).isFocused();
      page.keyboard().press(" ");
      Locator peek = page.getByRole(AriaRole.REGION, named("wire-test test at a glance"));
      assertThat(peek).containsText("1,024 MiB");
      assertThat(peek).containsText("2 threads wait for each other");
      Chromium.keep(page, "fleet-peek-light");
      page.keyboard().press("Escape");
      assertThat(peek).hasCount(0);

      page.getByRole(AriaRole.BUTTON, named("Columns")).click();
      page.getByRole(AriaRole.CHECKBOX, named("JDK")).check();
      page.keyboard().press("Escape");
      assertThat(page.getByRole(AriaRole.COLUMNHEADER, named("JDK"))).isVisible();
      assertThat(page.url()).contains("columns=");

      page.getByRole(AriaRole.BUTTON, named("Group: service")).click();
      page.getByRole(AriaRole.MENUITEMRADIO, named("none, one list")).click();
      assertThat(page.getByRole(AriaRole.BUTTON, named(Pattern.compile("1 JVM$")))).hasCount(0);
      assertThat(link(page, "wire-test test")).isVisible();
      noPageReportedAnError();
    }
  }

  @Test
  void aMutedFindingStaysAwayInThisBrowserAndComesBack() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start()) {
      String id = afflicted(collector);
      Page page = open(collector, "/jvm/" + id, ColorScheme.DARK);
      Locator title = page.locator("#findings-title");
      assertThat(title).hasText("1 finding");
      Locator finding =
          page.getByRole(AriaRole.BUTTON, named(Pattern.compile("^2 threads"))).first();
      finding.focus();
      assertThat(finding).isFocused();
      page.keyboard().press("m");
      assertThat(title).hasText("No findings besides 1 muted");
      page.reload();
      assertThat(title).hasText("No findings besides 1 muted");
      Chromium.keep(page, "muted-dark");

      page.getByRole(AriaRole.BUTTON, named("Muted 1")).click();
      Locator muted = page.getByRole(AriaRole.LIST, named("Muted findings"));
      muted.getByRole(AriaRole.BUTTON, inRow(Pattern.compile("^2 threads"))).focus();
      page.keyboard().press("m");
      assertThat(title).hasText("1 finding");
      noPageReportedAnError();
    }
  }

  @Test
  void theTracksHaveATableForTwin() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start()) {
      String id = afflicted(collector);
      Page page = open(collector, "/jvm/" + id, ColorScheme.LIGHT);
      assertThat(page.getByRole(AriaRole.REGION, named("Memory"))).isVisible();
      page.keyboard().press("t");
      Locator readings = page.getByRole(AriaRole.REGION, named("Readings"));
      assertThat(readings.getByRole(AriaRole.COLUMNHEADER, inRow(Pattern.compile("^RSS"))))
          .isVisible();
      assertThat(readings.getByRole(AriaRole.CELL, inRow(Pattern.compile("^1,024$"))).first())
          .isVisible();
      Chromium.keep(page, "readings-light");
      page.keyboard().press("t");
      assertThat(page.getByRole(AriaRole.REGION, named("Memory"))).isVisible();
      noPageReportedAnError();
    }
  }

  @Test
  void aPageAtTwiceItsSizeDoesNotScrollSideways() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start()) {
      String id = afflicted(collector);
      for (String path : List.of("/", "/jvm/" + id)) {
        Page page = open(collector, path, ColorScheme.LIGHT);
        page.setViewportSize(720, 450);
        assertThat(page.getByText("2 threads wait for each other").first()).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(720);
      }
      noPageReportedAnError();
    }
  }

  /** A JVM of 1 GiB with readings and a deadlock; returns its id once that is found. */
  private static String afflicted(CollectorProcess collector)
      throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    WireClient agent = new WireClient(collector.address(), id);
    agent.hello();
    long now = System.currentTimeMillis();
    agent.sample(1, now - 10_000, "diag.process.rss", 1 << 30);
    agent.sample(2, now - 5_000, "diag.process.rss", 1 << 30);
    agent.sample(3, now - 5_000, "diag.process.cpu.cores", 1.5);
    agent.event(
        4,
        new DeadlockEvent(
                "1-2",
                List.of(
                    new DeadlockEvent.Member(
                        1, "left", "com.acme.Lock@2", "right", List.of("com.acme.Left.run")),
                    new DeadlockEvent.Member(
                        2, "right", "com.acme.Lock@1", "left", List.of("com.acme.Right.run"))))
            .found(now - 3_000));
    eventually(
        "the deadlock is found",
        Duration.ofSeconds(20),
        () -> collector.api().json("/api/v1/findings?jvm=" + id).get("findings").size(),
        found -> found == 1);
    return id;
  }

  /** While the collector still answers: a page that asks in vain says so. */
  private static void noPageReportedAnError() {
    assertThat(chromium.closePages()).isEmpty();
  }

  private static Page open(CollectorProcess collector, String path, ColorScheme scheme) {
    Page page = chromium.page(scheme);
    page.navigate(collector.address() + path);
    return page;
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(
        AriaRole.LINK,
        new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "( \\d+)?$")));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions named(Pattern name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.GetByRoleOptions inRow(Pattern name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
