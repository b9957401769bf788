package io.diag.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.PageChecks;
import io.diag.e2e.harness.WireClient;
import io.diag.e2e.subject.Oracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real UI over the real collector and real JVMs, in a real browser. Pictures are kept. */
class BrowserIT {
  private static final Pattern SAMPLES = Pattern.compile("([\\d,]+) samples");

  /** For what a page asks for first to be there. */
  private static final int SETTLED_MILLIS = 1_000;

  private static CollectorProcess collector;
  private static Forked oracle;
  private static Forked checkout;
  private static Chromium chromium;
  private static String oracleId;
  private static String checkoutId;

  @BeforeAll
  static void start() {
    collector = CollectorProcess.start();
    oracle =
        Forked.target(
            Jdk.own(),
            List.of("-Xmx64m", "-XX:+UseSerialGC", agent("oracle,labels=env:test")),
            Oracle.class);
    checkout =
        Forked.start(
            List.of(
                Jdk.own().java().toString(),
                "-Xmx256m",
                agent("checkout,labels=env:demo"),
                "-cp",
                Artifacts.examples().toString(),
                "com.acme.checkout.CheckoutService",
                "100"),
            Map.of());
    chromium = Chromium.start();
    oracleId = collector.api().awaitJvm(oracle.pid(), "live").get("id").asText();
    checkoutId = collector.api().awaitJvm(checkout.pid(), "live").get("id").asText();
    eventually(
        "both have a profile",
        Duration.ofMinutes(1),
        () -> Math.min(samples(oracleId), samples(checkoutId)),
        samples -> samples > 0);
  }

  @AfterAll
  static void end() {
    chromium.close();
    checkout.close();
    oracle.close();
    collector.close();
  }

  @AfterEach
  void noPageReportedAnError() {
    assertThat(chromium.closePages()).isEmpty();
  }

  @Test
  void theFleetListsEveryJvmAndOpensOneByKeyboard() {
    Page page = open("/", ColorScheme.LIGHT);
    Locator row = link(page, "oracle .* " + oracle.pid());
    assertThat(row).isVisible();
    assertThat(link(page, "checkout .* " + checkout.pid())).isVisible();
    // A JVM of somebody else's may have found a collector at this port.
    assertThat(page.getByText(Pattern.compile("^(\\d+) of \\1 JVMs$"))).isVisible();
    Chromium.keep(page, "fleet-light");
    Chromium.keep(open("/", ColorScheme.DARK), "fleet-dark");

    page.keyboard().press("/");
    page.keyboard().type("env:test");
    assertThat(link(page, "checkout .* " + checkout.pid())).hasCount(0);
    page.keyboard().press("Escape");
    row.press("Enter");
    page.waitForURL("**/jvm/" + oracleId + "**");
    assertThat(page.getByRole(AriaRole.REGION, named("Memory"))).isVisible();
    page.goBack();
    assertThat(row).isVisible();
  }

  @Test
  void theRegionsOfMemorySumToTheRssThatTheApiTells() {
    Page page = open("/jvm/" + oracleId, ColorScheme.LIGHT);
    Locator table = page.getByRole(AriaRole.TABLE, named("Memory regions"));
    assertThat(table).containsText("Direct buffers");
    eventually(
        "regions sum to RSS",
        Duration.ofSeconds(20),
        () -> MemoryShown.in(table, collector.api().last(oracleId, "diag.process.rss", null)),
        shown ->
            Math.abs(shown.regionsMib() - shown.rssMib()) <= 4 // each of the regions is rounded
                && Math.abs(shown.rssMib() - shown.toldMib()) <= 2);
    assertThat(page.getByRole(AriaRole.REGION, named("Threads")))
        .containsText(threads() + " threads");
    assertThat(page.getByRole(AriaRole.REGION, named("CPU")))
        .containsText(Pattern.compile("cores.*under application code"));
  }

  @Test
  void theOverviewIsLiveAndKeepsItsPictures() {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      Page page = open("/jvm/" + checkoutId, scheme);
      assertThat(page.getByRole(AriaRole.TABLE, named("Memory regions"))).containsText("RSS");
      Locator age = page.getByText(Pattern.compile("sample \\d+ s ago"));
      assertThat(age).isVisible();
      Chromium.keep(page, "overview-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void theFlameGraphCountsWhatTheApiCountsAndItsTableNamesTheOracle() {
    Page page = open("/jvm/" + oracleId + "/profile", ColorScheme.LIGHT);
    Locator flame =
        page.getByRole(
            AriaRole.APPLICATION,
            new Page.GetByRoleOptions().setName(Pattern.compile("CPU flame graph")));
    assertThat(flame).isVisible();
    assertThat(shownSamples(flame))
        .isCloseTo((double) samples(oracleId), within(2_000.0))
        .isGreaterThan(100);

    page.keyboard().press("t");
    Locator frames = page.getByRole(AriaRole.TABLE, named("Frames"));
    assertThat(frames).isVisible();
    page.keyboard().press("/");
    page.keyboard().type("Oracle.a");
    Locator a = frames.getByRole(AriaRole.ROW).filter(hasText("Oracle.a"));
    assertThat(a.first()).isVisible();
    assertThat(largestPercent(a.first().innerText())).isCloseTo(75, within(8.0));
    assertThat(page.url()).contains("q=Oracle.a").contains("view=table");

    Page again = open(page.url().replaceFirst("^http://[^/]+", ""), ColorScheme.LIGHT);
    assertThat(again.getByRole(AriaRole.SEARCHBOX, named("Search frames"))).hasValue("Oracle.a");
    assertThat(again.getByRole(AriaRole.TABLE, named("Frames"))).isVisible();
  }

  @Test
  void draggingOverTheTimeStripSelectsAWindowThatTheUrlHolds() {
    Page page = open("/jvm/" + oracleId + "/profile", ColorScheme.DARK);
    Locator start = page.getByRole(AriaRole.SLIDER, named("Window start"));
    Locator end = page.getByRole(AriaRole.SLIDER, named("Window end"));
    BoundingBox from = start.boundingBox();
    BoundingBox to = end.boundingBox();
    double y = from.y + from.height / 2;
    double width = to.x - from.x;
    page.mouse().move(from.x + width * 0.5, y);
    page.mouse().down();
    page.mouse()
        .move(
            from.x + width * 0.9, y, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(5));
    page.mouse().up();
    page.waitForURL(Pattern.compile("win=\\d+"));
    page.goBack();
    page.waitForURL(url -> !url.contains("win="));
  }

  @Test
  void oneCrosshairStandsInAllTracksAtASampleAndTellsItsValues() {
    Page page = open("/jvm/" + checkoutId, ColorScheme.DARK);
    Locator plot = page.locator(".plot-surface");
    Locator memory = page.getByRole(AriaRole.TABLE, named("Memory regions"));
    assertThat(memory).containsText("now");
    BoundingBox box = plot.boundingBox();
    page.mouse().move(box.x + box.width * 0.6, box.y + box.height / 3);
    Locator line = page.locator(".crosshair");
    assertThat(line).hasCount(1);
    assertThat(line.boundingBox().height).as("through all tracks").isGreaterThan(box.height - 4);
    Locator time = page.locator(".crosshair-time");
    String first = time.innerText();
    assertThat(first).matches("\\d\\d:\\d\\d:\\d\\d");
    assertThat(memory).containsText(first);
    Chromium.keep(page, "crosshair-dark");

    plot.focus();
    page.keyboard().press("ArrowLeft");
    assertThat(time).not().hasText(first);
    assertThat(memory).containsText(time.innerText());
    page.keyboard().press("Escape");
    assertThat(line).hasCount(0);
    assertThat(memory).containsText("now");
  }

  @Test
  void aWindowOnTheTracksFixesTheTimeAndZeroMakesItLiveAgain() {
    Page page = open("/jvm/" + oracleId, ColorScheme.LIGHT);
    Locator live = page.getByText("Live", new Page.GetByTextOptions().setExact(true));
    assertThat(live).isVisible();
    BoundingBox box = page.locator(".plot-surface").boundingBox();
    double y = box.y + box.height / 2;
    page.mouse().move(box.x + box.width * 0.7, y);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.9, y);
    page.mouse().up();
    page.waitForURL(Pattern.compile("from=\\d{13}&to=\\d{13}"));
    assertThat(page.getByRole(AriaRole.BUTTON, named(Pattern.compile("Fixed")))).isVisible();
    page.keyboard().press("0");
    page.waitForURL(url -> !url.contains("from="));
    assertThat(live).isVisible();
  }

  @Test
  void aThreadsSamplesAloneAreShownAsManyAsItsRowTold() {
    Page page = open("/jvm/" + checkoutId + "/profile", ColorScheme.LIGHT);
    Locator flame = page.getByRole(AriaRole.APPLICATION);
    assertThat(flame).isVisible();
    double all = shownSamples(flame);
    page.getByRole(AriaRole.BUTTON, named(Pattern.compile("^All threads"))).click();
    Locator first =
        page.getByRole(AriaRole.DIALOG, named("Threads"))
            .getByRole(AriaRole.LISTITEM)
            .first()
            .getByRole(AriaRole.BUTTON);
    Matcher told = SAMPLES.matcher(first.getAttribute("title"));
    assertThat(told.find()).isTrue();
    double samples = Double.parseDouble(told.group(1).replace(",", ""));
    assertThat(samples).isLessThan(all);
    first.click();
    page.waitForURL("**thread=**");
    eventually(
        "its samples, and those that came meanwhile",
        Duration.ofSeconds(20),
        () -> shownSamples(flame),
        shown -> shown >= samples && shown < samples * 1.3 + 50);
  }

  @Test
  void anotherJvmIsComparedFrameByFrame() {
    long now = System.currentTimeMillis();
    String time = "from=" + (now - 60_000) + "&to=" + now;
    String other = "&cmp=" + (now - 60_000) + "," + now + "&cmpjvm=" + checkoutId;
    String path = "/jvm/" + oracleId + "/profile?" + time + other + "&q=Oracle.burn";
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      Page page = open(path, scheme);
      Locator notice = page.getByText("Compared with");
      assertThat(notice).containsText("of checkout ");
      assertThat(notice).containsText(" " + checkout.pid());
      assertThat(page.getByRole(AriaRole.APPLICATION)).isVisible();
      Chromium.keep(page, "two-jvms-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
    }
    Page table = open(path + "&view=table", ColorScheme.LIGHT);
    Locator rows = table.getByRole(AriaRole.TABLE, named("Frames")).locator("tbody tr");
    Locator burn = rows.filter(hasText("Oracle.burn")).first();
    assertThat(burn).isVisible();
    assertThat(burn.innerText()).as("none of it in the other").contains("+");
  }

  @Test
  void theProfileKeepsItsPictures() {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      Page page = open("/jvm/" + checkoutId + "/profile?q=checkout", scheme);
      assertThat(
              page.getByRole(
                  AriaRole.APPLICATION,
                  new Page.GetByRoleOptions().setName(Pattern.compile("flame graph, [1-9]"))))
          .isVisible();
      Chromium.keep(page, "profile-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void aJvmThatIsNotThereIsSaidWithAWayBack() {
    Page page = open("/jvm/00000000-0000", ColorScheme.LIGHT);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("No JVM has this id");
    Chromium.keep(page, "no-such-jvm-light");
    page.getByRole(AriaRole.LINK, named(Pattern.compile("[Ff]leet"))).first().click();
    assertThat(link(page, "oracle .* " + oracle.pid())).isVisible();
    assertThat(chromium.closePages()).isNotEmpty().allMatch(error -> error.contains("404"));
  }

  @Test
  void aFreshCollectorShowsTheCommandsAndAnEndedOneSaysSoInPlace() {
    try (CollectorProcess fresh = CollectorProcess.start()) {
      Page page = chromium.page(ColorScheme.LIGHT);
      page.navigate(fresh.address() + "/");
      assertThat(page.getByText("No JVM has reported yet")).isVisible();
      assertThat(page.getByText(Pattern.compile("java -javaagent:.*diag.jar"))).isVisible();
      assertThat(page.getByText(Pattern.compile("java -jar diag.jar attach"))).isVisible();
      Chromium.keep(page, "first-run-light");
      fresh.kill();
      assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
      Chromium.keep(page, "collector-gone-light");
      assertThat(chromium.closePages())
          .allMatch(
              error ->
                  error.contains("CONNECTION_RE") // refused, or reset while it answered
                      || error.contains("INCOMPLETE_CHUNKED")); // the live stream
    }
  }

  @Test
  void aHintHasThePageAskAtOnce() throws Exception {
    try (CollectorProcess fresh = CollectorProcess.start()) {
      String id = UUID.randomUUID().toString();
      WireClient agent = new WireClient(fresh.address(), id);
      agent.hello();
      agent.sample(1, System.currentTimeMillis(), "diag.process.rss", 1 << 30);
      Page page = chromium.page(ColorScheme.LIGHT);
      AtomicInteger asked = new AtomicInteger();
      page.onRequest(request -> asked.addAndGet(request.url().contains("/series") ? 1 : 0));
      Response stream =
          page.waitForResponse(
              response -> response.url().contains("/api/v1/live?jvm=" + id),
              () -> page.navigate(fresh.address() + "/jvm/" + id));
      assertThat(stream.status()).isEqualTo(200);
      int before = asked.get();
      long start = System.nanoTime();
      for (int i = 2; i <= 11; i++) {
        int sequence = i;
        page.waitForRequest(
            request -> request.url().contains("/series"),
            () -> sample(agent, sequence, (1 << 30) + sequence * 1e8));
      }
      assertThat(page.getByRole(AriaRole.TABLE, named("Memory regions"))).containsText("2,073");
      // Without hints it would ask every 5 s, and with a stream that is silent every 15 s.
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat(asked.get() - before).isGreaterThan((int) (seconds / 5));
      assertThat(chromium.closePages()).isEmpty();
    }
  }

  @Test
  void aHintOfACommandHasTheProfileAskForRecordings() throws Exception {
    try (CollectorProcess fresh = CollectorProcess.start()) {
      String id = UUID.randomUUID().toString();
      WireClient agent = new WireClient(fresh.address(), id);
      agent.hello();
      agent.sample(1, System.currentTimeMillis(), "diag.process.rss", 1 << 30);
      Page page = chromium.page(ColorScheme.LIGHT);
      page.waitForResponse(
          response -> response.url().contains("/api/v1/live?jvm=" + id),
          () -> page.navigate(fresh.address() + "/jvm/" + id + "/profile?event=wall"));
      AtomicInteger asked = new AtomicInteger();
      page.onRequest(request -> asked.addAndGet(request.url().contains("/commands") ? 1 : 0));
      long start = System.nanoTime();
      // Of a kind that is no recording, after which it would ask more often by itself.
      for (int i = 0; i < 6; i++) {
        page.waitForRequest(
            request -> request.url().contains("/commands"),
            () ->
                fresh
                    .api()
                    .post("/api/v1/jvms/" + id + "/commands", "{\"kind\":\"class-histogram\"}"));
      }
      // Without hints it would ask every 15 s, and with a stream that is silent every 45 s.
      assertThat(asked.get()).isGreaterThan((int) ((System.nanoTime() - start) / 15e9) + 1);
      assertThat(chromium.closePages()).isEmpty();
    }
  }

  @Test
  void aPageWithoutTheStreamAsksFromTimeToTime() {
    Page page = chromium.page(ColorScheme.LIGHT);
    page.route("**/api/v1/live**", Route::abort);
    page.navigate(collector.address() + "/jvm/" + oracleId);
    for (int i = 0; i < 3; i++) {
      page.waitForRequest(request -> request.url().contains("/series"), () -> {});
    }
    assertThat(chromium.closePages()).allMatch(error -> error.contains("ERR_FAILED"));
  }

  @Test
  void howeverNarrowNothingOverlapsAndEveryControlHasAName() {
    for (String path :
        List.of("/", "/jvm/" + checkoutId, "/jvm/" + checkoutId + "/heap", "/heap-dumps")) {
      Page page = open(path, ColorScheme.LIGHT);
      assertThat(page.getByRole(AriaRole.MAIN)).isVisible();
      page.waitForTimeout(SETTLED_MILLIS);
      for (int width : new int[] {1440, 1100, 720, 400}) {
        // So high that nothing scrolls below the bars, which lie on the page by design.
        page.setViewportSize(width, 4_000);
        String at = path + " at " + width + " px";
        eventually(
            "nothing reaches beyond the window, once canvases have their new size: " + at,
            Duration.ofSeconds(5),
            () -> PageChecks.beyondTheWindow(page),
            List::isEmpty);
        assertThat(PageChecks.overlapping(page)).as(at).isEmpty();
        assertThat(PageChecks.nameless(page)).as(at).isEmpty();
      }
    }
  }

  @Test
  void everyKeyOfAScreenIsListed() {
    Page page = open("/jvm/" + oracleId + "/profile", ColorScheme.DARK);
    assertThat(page.getByRole(AriaRole.APPLICATION)).isVisible();
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("zoom");
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  /**
   * The table of regions as it stands at one moment, and the RSS that the API tells.
   *
   * @param rows the cells of each row, for the failure
   */
  private record MemoryShown(double regionsMib, double rssMib, double toldMib, List<String> rows) {
    static MemoryShown in(Locator table, double toldBytes) {
      // Its head holds a time of day, whose hour is no region.
      List<String> rows = table.locator("tbody tr").allInnerTexts();
      double regions = 0;
      double rss = 0;
      for (String row : rows) {
        String[] cells = row.trim().split("\\t", -1);
        double mib = Double.parseDouble(cells[1].trim().replace(",", ""));
        if (cells[0].trim().equals("RSS")) {
          rss = mib;
        } else {
          regions += mib;
        }
      }
      return new MemoryShown(regions, rss, toldBytes / (1 << 20), rows);
    }
  }

  private static String agent(String service) {
    return "-javaagent:"
        + Artifacts.agent()
        + "=collector="
        + collector.address()
        + ",service="
        + service;
  }

  private static void sample(WireClient agent, long sequence, double rss) {
    try {
      agent.sample(sequence, System.currentTimeMillis(), "diag.process.rss", rss);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static Page open(String path, ColorScheme scheme) {
    Page page = chromium.page(scheme);
    page.navigate(collector.address() + path);
    return page;
  }

  private static double shownSamples(Locator flame) {
    Matcher shown = SAMPLES.matcher(flame.getAttribute("aria-label"));
    assertThat(shown.find()).isTrue();
    return Double.parseDouble(shown.group(1).replace(",", ""));
  }

  private static long samples(String id) {
    return collector.api().json("/api/v1/jvms/" + id + "/profile").get("samples").asLong();
  }

  private static long threads() {
    long sum = 0;
    for (JsonNode series : collector.api().series(oracleId, "jvm.thread.count")) {
      JsonNode points = series.get("points");
      sum += points.get(points.size() - 1).get(1).asLong();
    }
    return sum;
  }

  /** Self and total stand in one row; the total is never the smaller. */
  private static double largestPercent(String row) {
    return Pattern.compile("([\\d.]+)\\s*%")
        .matcher(row)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .max()
        .orElseThrow(() -> new AssertionError("no percentage in: " + row));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, named(Pattern.compile(name)));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions named(Pattern name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
