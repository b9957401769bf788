package io.diag.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.LeakingGallery;
import io.diag.e2e.harness.PageChecks;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The memory of the demo's gallery, whose thumbnails lie outside of the heap. */
class BrowserMemoryIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
  private static final LocatorAssertions.IsVisibleOptions VISIBLE_SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);
  private static Chromium chromium;
  private static String id;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    id = LeakingGallery.id(COLLECTOR);
    eventually(
        "the growth is found", Duration.ofMinutes(3), BrowserMemoryIT::isFound, found -> found);
  }

  @AfterAll
  static void end() {
    chromium.close();
  }

  @AfterEach
  void noPageReportedAnError() {
    assertThat(chromium.closePages()).isEmpty();
  }

  @Test
  void whatGrowsIsSaidFirstAndTheRegionsLeadUpToRss() {
    Page page = open("/memory", ColorScheme.DARK);
    assertThat(page.locator(".sentence.found")).containsText("Direct buffers");
    assertThat(row(page, "Heap, live")).isVisible();
    assertThat(row(page, "malloc and other native")).isVisible();
    assertThat(row(page, "Direct buffers"))
        .containsText(Pattern.compile("buffer pool, [\\d,]+ buffers"));
    double sum = 0;
    for (Locator each : regions(page).locator("tbody tr").all()) {
      sum += mebibytes(each);
    }
    double rss = mebibytes(row(page, "RSS"));
    assertThat(sum).isCloseTo(rss, within(Math.max(5, rss * 0.02)));
    Locator growth = page.getByRole(AriaRole.REGION, region("Growth by region"));
    assertThat(growth.locator("li").first()).containsText("Direct buffers");
    assertThat(growth.locator("li").first()).containsText("Growing, ");
    Chromium.keep(page, "memory-dark");
  }

  @Test
  void aRegionLeadsToWhoOwnsIt() {
    Page page = open("/memory", ColorScheme.LIGHT);
    row(page, "malloc and other native").click();
    assertThat(page).hasURL(Pattern.compile("[?&]region=native"));
    Chromium.keep(page, "memory-light");
    page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName("Record who takes native memory"))
        .click();
    page.waitForURL("**/jvm/" + id + "/profile?*event=nativemem*");
  }

  /** Between two samples it takes some seconds, and the turn of the mappings is a minute away. */
  @Test
  void aPersonHasTheMappingsReadAndMallocAsked() {
    Page page = open("/memory?region=native", ColorScheme.LIGHT);
    Locator ask = button(page, "Ask malloc what is free");
    ask.click();
    assertThat(ask).isDisabled();
    Locator said =
        page.getByRole(AriaRole.REGION, region("What malloc says")).getByRole(AriaRole.STATUS);
    assertThat(said)
        .containsText(Pattern.compile("malloc (of glibc had taken|is not asked)"), SOON);
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    Chromium.keep(page, "memory-malloc");
    int readings = readings();
    button(page, "Read mappings now").click();
    assertThat(button(page, "Cancel")).isVisible();
    assertThat(button(page, "Read mappings now")).isVisible(VISIBLE_SOON);
    assertThat(readings()).isGreaterThan(readings);
  }

  @Test
  void keysChooseARegionAndShowTheSameOverTime() {
    Page page = open("/memory", ColorScheme.LIGHT);
    assertThat(row(page, "Direct buffers")).isVisible();
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("[?&]region=heap"));
    page.keyboard().press("g");
    assertThat(page).hasURL(Pattern.compile("[?&]view=time"));
    assertThat(
            page.getByRole(
                AriaRole.IMG,
                new Page.GetByRoleOptions()
                    .setName(Pattern.compile("^Memory: RSS"))
                    .setExact(false)))
        .hasAttribute(
            "aria-label", Pattern.compile("^Memory: RSS [\\d,]+ MiB, of which Heap, live"));
    assertThat(page.locator(".forecast-words"))
        .containsText(Pattern.compile("Forecast limit of direct buffers in about \\d+ (s|min|h)"));
    Chromium.keep(page, "memory-over-time");
    page.keyboard().press("4");
    assertThat(row(page, "Direct buffers")).isVisible();
  }

  @Test
  void theFindingLeadsHere() {
    Page page = open("", ColorScheme.DARK);
    page.locator(".finding")
        .filter(new Locator.FilterOptions().setHasText("of the growth of RSS"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("See memory by region"))
        .first()
        .click();
    assertThat(page).hasURL(Pattern.compile("/memory\\?.*region=direct"));
    assertThat(row(page, "Direct buffers")).hasAttribute("aria-current", "true");
  }

  @Test
  void everyWidthHoldsTheScreenAndEveryControlHasItsName() {
    Page page = open("/memory", ColorScheme.DARK);
    assertThat(row(page, "Direct buffers")).isVisible();
    for (int width : new int[] {1440, 1100, 720, 400}) {
      page.setViewportSize(width, 900);
      assertThat(row(page, "Direct buffers")).isVisible();
      assertThat(PageChecks.beyondTheWindow(page)).as("at %d px", width).isEmpty();
      assertThat(PageChecks.overlapping(page)).as("at %d px", width).isEmpty();
      assertThat(PageChecks.nameless(page)).as("at %d px", width).isEmpty();
      assertThat(PageChecks.backward(page)).as("at %d px", width).isEmpty();
      Chromium.keep(page, "memory-" + width);
    }
  }

  private static int readings() {
    return COLLECTOR.api().times(id, "diag.memory.mappings").size();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static boolean isFound() {
    for (JsonNode finding : COLLECTOR.api().json("/api/v1/findings?jvm=" + id).get("findings")) {
      if (finding.get("rule").asText().equals("direct-buffer-growth")) {
        return true;
      }
    }
    return false;
  }

  private static Page open(String path, ColorScheme scheme) {
    Page page = chromium.page(scheme);
    page.navigate(COLLECTOR.address() + "/jvm/" + id + path);
    return page;
  }

  private static Locator regions(Page page) {
    return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Memory by region"));
  }

  private static Locator row(Page page, String name) {
    return regions(page)
        .locator("tr")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(name))));
  }

  private static double mebibytes(Locator row) {
    return Double.parseDouble(row.locator("td.now").innerText().replace(",", ""));
  }

  private static Page.GetByRoleOptions region(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
