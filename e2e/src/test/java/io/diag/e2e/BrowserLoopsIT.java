package io.diag.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.LeakingGallery;
import io.diag.e2e.harness.LoopServer;
import io.diag.e2e.harness.PageChecks;
import io.diag.e2e.subject.Idle;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The event loops of the demo's storefront, which asks its database on the loop itself. */
class BrowserLoopsIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static Chromium chromium;
  private static Forked storefront;
  private static String id;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    LeakingGallery.id(COLLECTOR); // its growth is found by the time another class looks for it
    storefront =
        Forked.start(
            List.of(
                Jdk.own().java().toString(),
                "-Xmx64m",
                agent("storefront"),
                "-cp",
                Artifacts.examples().toString(),
                "com.acme.storefront.StorefrontService"),
            Map.of());
    id = COLLECTOR.api().awaitJvm(storefront.pid(), "live").get("id").asText();
  }

  @AfterAll
  static void end() {
    storefront.close();
    chromium.close();
  }

  @AfterEach
  void noPageReportedAnError() {
    assertThat(chromium.closePages()).isEmpty();
  }

  @Test
  void whatBlocksTheLoopIsSaidFirstAndShownWithItsStack() {
    Page page = open("/loops", ColorScheme.DARK);
    assertThat(page.locator(".sentence"))
        .containsText(Pattern.compile("storefront-loop was blocked \\d+ times"));
    Locator row = loops(page).first();
    assertThat(row).containsText("storefront-loop");
    assertThat(row.locator(".loop-busy")).containsText("%");
    assertThat(row.locator(".loop-max")).containsText(" ms");
    Locator episodes = region(page, "Episodes");
    assertThat(episodes).containsText("StockDatabase.pieces");
    Locator detail = region(page, "Selected episode");
    assertThat(detail.getByRole(AriaRole.HEADING).first())
        .hasText(
            Pattern.compile("storefront-loop stood still for \\d+ ms at \\d\\d:\\d\\d:\\d\\d"));
    assertThat(detail.getByRole(AriaRole.LIST, listed("What the time was spent on")))
        .containsText(Pattern.compile("\\d+ ms (9\\d|100)%"));
    assertThat(detail.locator("li.blamed"))
        .containsText("com.acme.storefront.StockDatabase.pieces");
    Chromium.keep(page, "loops-dark");
  }

  @Test
  void theFindingLeadsHere() {
    Page page = open("", ColorScheme.LIGHT);
    Locator finding =
        page.getByText(Pattern.compile("Event loop 'storefront-loop' was blocked \\d+ times"));
    finding.first().click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See the event loop"))
        .first()
        .click();
    page.waitForURL("**/jvm/" + id + "/loops*");
    assertThat(loops(page).first()).containsText("storefront-loop");
    Chromium.keep(page, "loops-light");
  }

  @Test
  void keysWalkThroughLoopsAndEpisodesAndTheAddressRemembersThem() {
    Page page = open("/loops", ColorScheme.LIGHT);
    Locator episodes = region(page, "Episodes").locator("button.episode");
    assertThat(episodes.nth(2)).isVisible();
    page.keyboard().press("l");
    assertThat(page).hasURL(Pattern.compile("[?&]loop=\\d+"));
    page.keyboard().press("j");
    page.keyboard().press("j");
    assertThat(page).hasURL(Pattern.compile("[?&]episode=\\d+-\\d+"));
    String heading =
        region(page, "Selected episode").getByRole(AriaRole.HEADING).first().innerText();
    page.reload();
    assertThat(region(page, "Selected episode").getByRole(AriaRole.HEADING).first())
        .hasText(heading);
    page.keyboard().press("Enter");
    page.waitForURL("**/jvm/" + id + "/profile?*thread=storefront-loop*");
  }

  @Test
  void whatIsBeyondTheThresholdStandsInItsColumn() {
    Page page = open("/loops", ColorScheme.DARK);
    Locator longest = loops(page).locator("td.loop-max.beyond");
    assertThat(longest).containsText(" ms");
    BoundingBox head = page.locator("th.loop-max").boundingBox();
    BoundingBox cell = longest.boundingBox();
    assertThat(cell.x).isEqualTo(head.x);
    assertThat(cell.width).isEqualTo(head.width);
  }

  @Test
  void aJvmWithoutLoopsSaysWhy() {
    try (Forked idle = Forked.target(Jdk.own(), List.of(agent("idle")), Idle.class)) {
      String other = COLLECTOR.api().awaitJvm(idle.pid(), "live").get("id").asText();
      Page page = chromium.page(ColorScheme.DARK);
      page.navigate(COLLECTOR.address() + "/jvm/" + other + "/loops");
      assertThat(page.getByRole(AriaRole.HEADING, headed("No event loop in this JVM"))).isVisible();
    }
  }

  @Test
  void aServersWorkersStandBesideItsPoller() {
    LoopServer server = LoopServer.TOMCAT;
    try (Forked tomcat =
        Forked.listening(server.command(Jdk.own(), List.of(agent("tomcat"))), Map.of())) {
      String other = COLLECTOR.api().awaitJvm(tomcat.pid(), "live").get("id").asText();
      Page page = chromium.page(ColorScheme.DARK);
      page.navigate(COLLECTOR.address() + "/jvm/" + other + "/loops");
      Locator pools =
          page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Worker threads"));
      assertThat(pools.locator("tbody tr").first()).containsText("Tomcat");
      assertThat(pools.locator("tbody tr").first()).containsText("200 threads");
      assertThat(loops(page).first()).containsText("poller with workers");
      Chromium.keep(page, "workers-dark");
    }
  }

  @Test
  void everyWidthHoldsTheScreenAndEveryControlHasItsName() {
    Page page = open("/loops", ColorScheme.DARK);
    assertThat(region(page, "Episodes").locator("button.episode").first()).isVisible();
    for (int width : new int[] {1440, 1100, 720, 400}) {
      page.setViewportSize(width, 900);
      assertThat(loops(page).first()).isVisible();
      assertThat(PageChecks.beyondTheWindow(page)).as("at %d px", width).isEmpty();
      assertThat(PageChecks.overlapping(page)).as("at %d px", width).isEmpty();
      assertThat(PageChecks.nameless(page)).as("at %d px", width).isEmpty();
      assertThat(PageChecks.backward(page)).as("at %d px", width).isEmpty();
      Chromium.keep(page, "loops-" + width);
    }
  }

  private static String agent(String service) {
    return "-javaagent:"
        + Artifacts.agent()
        + "=collector="
        + COLLECTOR.address()
        + ",service="
        + service;
  }

  private static Page open(String path, ColorScheme scheme) {
    Page page = chromium.page(scheme);
    page.navigate(COLLECTOR.address() + "/jvm/" + id + path);
    return page;
  }

  private static Locator loops(Page page) {
    return page.getByRole(
            AriaRole.TABLE, new Page.GetByRoleOptions().setName("Event loops").setExact(true))
        .locator("tbody tr");
  }

  private static Locator region(Page page, String name) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator.GetByRoleOptions listed(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions headed(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
