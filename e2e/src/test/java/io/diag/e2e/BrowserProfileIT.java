package io.diag.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.PageChecks;
import io.diag.e2e.subject.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What can be done with a flame graph, on a JVM of which everything is known: three parts of its
 * time are spent in {@code burn} called by {@code a}, one in {@code burn} called by {@code b}.
 */
class BrowserProfileIT {
  private static final String ORACLE = Oracle.class.getName();
  private static final int LEAST_SAMPLES = 300;

  private static CollectorProcess collector;
  private static Forked oracle;
  private static Chromium chromium;
  private static String id;

  @BeforeAll
  static void start() {
    collector = CollectorProcess.start();
    oracle =
        Forked.target(
            Jdk.own(),
            List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-javaagent:"
                    + Artifacts.agent()
                    + "=collector="
                    + collector.address()
                    + ",service=oracle"),
            Oracle.class);
    chromium = Chromium.start();
    id = collector.api().awaitJvm(oracle.pid(), "live").get("id").asText();
    eventually(
        "its profile has enough samples to tell shares",
        Duration.ofMinutes(2),
        () -> collector.api().json("/api/v1/jvms/" + id + "/profile").get("samples").asLong(),
        samples -> samples >= LEAST_SAMPLES);
  }

  @AfterAll
  static void end() {
    chromium.close();
    oracle.close();
    collector.close();
  }

  @AfterEach
  void noPageReportedAnError() {
    assertThat(chromium.closePages()).isEmpty();
  }

  @Test
  void aSandwichShowsWhoCallsAFrameInItsTrueShares() {
    Page page = openProfile("", ColorScheme.DARK);
    select(page, "Oracle.burn");
    page.keyboard().press("s");
    page.waitForURL("**view=sandwich**");
    Locator callers = graph(page, "Callers of Oracle.burn");
    assertThat(callers).isVisible();
    assertThat(graph(page, "Callees of Oracle.burn")).isVisible();

    callers.focus();
    page.keyboard().press("ArrowUp");
    Locator spoken = page.getByLabel("Callers", exactly()).locator("[aria-live]");
    assertThat(spoken).containsText(ORACLE + ".burn");
    double all = percent(spoken.innerText());
    page.keyboard().press("ArrowUp");
    assertThat(spoken).containsText(ORACLE + ".a,");
    assertThat(percent(spoken.innerText()) / all).isCloseTo(0.75, within(0.08));
    page.keyboard().press("ArrowRight");
    assertThat(spoken).containsText(ORACLE + ".b,");
    assertThat(percent(spoken.innerText()) / all).isCloseTo(0.25, within(0.08));

    page.keyboard().press("Enter");
    assertThat(graph(page, "Callees of Oracle.b")).isVisible();
    page.goBack();
    assertThat(callers).isVisible();
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      Page again = open(page.url(), scheme);
      assertThat(graph(again, "Callers of Oracle.burn")).isVisible();
      Chromium.keep(again, "sandwich-" + scheme.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void theDetailsTellLinesAndThreadsInTheirTrueShares() {
    Page page = openProfile("", ColorScheme.DARK);
    select(page, "Oracle.main");
    Locator lines = page.getByLabel("By line", exactly()).getByRole(AriaRole.LISTITEM);
    assertThat(lines.nth(1)).containsText(Pattern.compile(":\\d+ Oracle\\.b"));
    assertThat(lines.nth(0)).containsText(Pattern.compile(":\\d+ Oracle\\.a"));
    assertThat(percent(lines.nth(0).innerText())).isCloseTo(75, within(8.0));
    assertThat(percent(lines.nth(1).innerText())).isCloseTo(25, within(8.0));
    Chromium.keep(page, "lines-dark");

    lines.nth(1).getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByLabel("Selected frame", exactly())).containsText("Oracle.b");
    Locator thread = page.getByLabel("Threads", exactly()).getByRole(AriaRole.BUTTON);
    assertThat(thread).hasText(Pattern.compile("main\\s*100(\\.0)?%"));
    thread.click();
    page.waitForURL("**thread=main**");
  }

  @Test
  void anIcicleHasTheRootOnTopAndTheKeyGoesBackAndForth() {
    Page page = openProfile("", ColorScheme.DARK);
    page.keyboard().press("i");
    page.waitForURL("**view=icicle**");
    Locator graph = page.getByRole(AriaRole.APPLICATION);
    assertThat(graph).hasAttribute("aria-label", Pattern.compile("icicle"));
    graph.focus();
    page.keyboard().press("ArrowDown");
    Locator spoken = page.locator(".flame [aria-live]");
    assertThat(spoken).containsText(Pattern.compile("\\w"));
    String top = spoken.innerText();
    page.keyboard().press("ArrowDown");
    assertThat(spoken).not().hasText(top);
    page.keyboard().press("ArrowUp");
    assertThat(spoken).containsText(top.split(",", 2)[0]);
    Chromium.keep(page, "icicle-dark");
    page.keyboard().press("i");
    page.waitForURL(url -> !url.contains("view=icicle"));
    assertThat(graph).hasAttribute("aria-label", Pattern.compile("flame graph"));
  }

  @Test
  void twoTimesOfASteadyJvmDifferByNextToNothing() {
    long from =
        eventually(
            "it has run by itself in both times",
            Duration.ofMinutes(1),
            () -> System.currentTimeMillis() - 20_000,
            start -> runs(start - 10_000) && runs(start));
    String time = "from=" + from + "&to=" + (from + 10_000);
    Page page = openProfile("?" + time, ColorScheme.DARK);
    page.keyboard().press("c");
    page.getByRole(AriaRole.BUTTON, containing("With the time before")).click();
    page.waitForURL("**cmp=**");
    assertThat(page.getByText("Compared with")).isVisible();
    Chromium.keep(page, "two-times-dark");
    Chromium.keep(open(page.url(), ColorScheme.LIGHT), "two-times-light");
    page.keyboard().press("t");
    Locator rows = page.getByRole(AriaRole.TABLE, named("Frames")).locator("tbody tr");
    Locator a =
        rows.filter(new Locator.FilterOptions().setHasText(Pattern.compile("Oracle\\.a\\d")));
    assertThat(a.first()).isVisible();
    List<Double> shares =
        Pattern.compile("([\\d.]+)%")
            .matcher(a.first().innerText())
            .results()
            .map(share -> Double.parseDouble(share.group(1)))
            .filter(share -> share > 10)
            .toList();
    assertThat(shares)
        .as("then and now: %s", a.first().innerText())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(share -> assertThat(share).isCloseTo(75, within(12.0)));
    page.getByRole(AriaRole.BUTTON, named("Compare with nothing")).click();
    page.waitForURL(url -> !url.contains("cmp="));
  }

  @Test
  void whatIsShownIsSavedInTheFormatsOfOtherTools() throws IOException {
    Page page = openProfile("", ColorScheme.LIGHT);
    Download collapsed = downloaded(page, "Collapsed");
    assertThat(collapsed.suggestedFilename()).startsWith("oracle-").endsWith("-cpu.collapsed");
    assertThat(Files.readString(collapsed.path()))
        .contains(ORACLE + ".main;" + ORACLE + ".a;" + ORACLE + ".burn ");
    Download json = downloaded(page, "JSON");
    assertThat(Files.readString(json.path())).startsWith("{").contains("\"event\"");
    Download jfr = downloaded(page, "JFR");
    assertThat(jfr.suggestedFilename()).endsWith(".jfr");
    assertThat(Files.readAllBytes(jfr.path())).startsWith('F', 'L', 'R', 0);
  }

  @Test
  void numbersLeadFromTabToTab() {
    Page page = openProfile("?range=1h", ColorScheme.LIGHT);
    page.keyboard().press("1");
    page.waitForURL("**/jvm/" + id + "?range=1h");
    page.keyboard().press("2");
    page.waitForURL("**/jvm/" + id + "/profile?range=1h");
    page.keyboard().press("3");
    page.waitForURL("**/jvm/" + id + "/loops?range=1h");
    page.keyboard().press("4");
    page.waitForURL("**/jvm/" + id + "/memory?range=1h");
    page.keyboard().press("5");
    page.waitForURL("**/jvm/" + id + "/heap?range=1h");
  }

  @Test
  void aSandwichOfNothingSaysHowToChooseAFrame() {
    Page page = open(profile("?view=sandwich"), ColorScheme.LIGHT);
    assertThat(page.getByText("Choose the frame to put in the middle")).isVisible();
    Locator frames = page.getByRole(AriaRole.TABLE, named("Frames"));
    frames
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Oracle.burn"))
        .click();
    assertThat(graph(page, "Callers of Oracle.burn")).isVisible();
  }

  @Test
  void hidingAFrameMakesSharesThoseOfTheRestUntilItIsShownAgain() {
    Page page = openProfile("", ColorScheme.LIGHT);
    select(page, "Oracle.a");
    page.keyboard().press("h");
    page.waitForURL("**hide=**");
    Locator notice = page.getByRole(AriaRole.STATUS).filter(hasText("is hidden"));
    assertThat(percent(notice.innerText())).isCloseTo(75, within(8.0));
    assertThat(notice).containsText("Shares are of the rest");
    Chromium.keep(page, "hidden-light");

    String rest = page.url().replace("q=Oracle.a", "q=Oracle.b") + "&view=table";
    Page again = open(rest, ColorScheme.LIGHT);
    Locator rows = again.getByRole(AriaRole.TABLE, named("Frames")).locator("tbody tr");
    Locator b =
        rows.filter(new Locator.FilterOptions().setHasText(Pattern.compile("Oracle\\.b\\d")));
    assertThat(b.first()).isVisible();
    assertThat(largestPercent(b.first().innerText())).isGreaterThan(80);

    page.getByRole(AriaRole.BUTTON, named("Show " + ORACLE + ".a again")).click();
    assertThat(notice).hasCount(0);
    assertThat(page.url()).doesNotContain("hide=");
  }

  @Test
  void thePathToTheRootIsListedAndCopiedAsAStackTraceHasIt() {
    Page page = openProfile("", ColorScheme.DARK);
    select(page, "Oracle.burn");
    page.keyboard().press("r");
    Locator path = page.getByLabel("Path to root", exactly());
    assertThat(path.getByRole(AriaRole.LISTITEM).first()).containsText("Oracle.burn");
    path.getByRole(AriaRole.BUTTON).filter(hasText("Copy path")).click();
    assertThat(path).containsText("Path copied");
    assertThat(clipboard(page)).startsWith(ORACLE + ".burn\n" + ORACLE + ".a\n" + ORACLE + ".main");
    page.keyboard().press("r");
    assertThat(path).hasCount(0);
  }

  @Test
  void aSharedLinkShowsTheSameTimeLater() {
    Page page = openProfile("?range=1h", ColorScheme.LIGHT);
    select(page, "Oracle.b");
    page.keyboard().press("l");
    assertThat(page.getByRole(AriaRole.BUTTON, named("Link copied"))).isVisible();
    String shared = clipboard(page);
    assertThat(shared)
        .startsWith(collector.address() + "/jvm/" + id + "/profile?")
        .containsPattern("[?&]from=\\d{13}&to=\\d{13}");
    assertThat(page.url()).doesNotContain("from=");
    Page again = open(shared, ColorScheme.LIGHT);
    assertThat(again.getByLabel("Selected frame", exactly())).containsText("Oracle.b");
    assertThat(again.getByRole(AriaRole.BUTTON, containing("Fixed"))).isVisible();
  }

  @Test
  void theJumpFindsAJvmFromTheFleetAndAFrameOnItsProfile() {
    Page page = open("/", ColorScheme.DARK);
    Locator filter = page.getByRole(AriaRole.SEARCHBOX);
    filter.focus();
    page.keyboard().press("Control+k");
    Locator box = page.getByRole(AriaRole.COMBOBOX);
    assertThat(box).isFocused();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(filter).isFocused();

    page.keyboard().press("Meta+k");
    page.keyboard().type("oracle " + oracle.pid());
    Locator options = page.getByRole(AriaRole.OPTION);
    assertThat(options).hasCount(1);
    assertThat(options.first()).hasAttribute("aria-selected", "true");
    page.keyboard().press("Enter");
    page.waitForURL("**/jvm/" + id + "**");

    page.getByRole(AriaRole.BUTTON, containing("Jump to")).click();
    assertThat(options.first()).containsText("recent");
    page.keyboard().type("cpu profile");
    page.keyboard().press("Enter");
    page.waitForURL("**/profile**");
    assertThat(page.getByRole(AriaRole.APPLICATION)).isVisible();

    page.keyboard().press("Control+k");
    page.keyboard().type("oracle.");
    assertThat(options).not().hasCount(0);
    assertThat(options.nth(0)).hasAttribute("aria-selected", "true");
    page.keyboard().press("ArrowDown");
    assertThat(options.nth(1)).hasAttribute("aria-selected", "true");
    assertThat(box).hasAttribute("aria-activedescendant", options.nth(1).getAttribute("id"));
    page.keyboard().type("burn");
    Chromium.keep(page, "jump-dark");
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("Selected frame", exactly())).containsText("Oracle.burn");
  }

  @Test
  void everyControlHasANameAndEveryKeyOfTheProfileIsListed() {
    Page page = openProfile("", ColorScheme.LIGHT);
    select(page, "Oracle.burn");
    for (String view : List.of("s", "t", "t", "s")) {
      page.keyboard().press(view);
      assertThat(PageChecks.nameless(page)).isEmpty();
    }
    for (String action :
        List.of("Sandwich S", "Hide H", "Copy Y", "Zoom Enter", "Path to root R")) {
      assertThat(page.getByRole(AriaRole.BUTTON, named(action))).isVisible();
    }
    page.keyboard().press("?");
    Locator keys = page.getByRole(AriaRole.DIALOG);
    for (String what : List.of("sandwich", "hide the frame", "path to root", "copy link", "jump")) {
      assertThat(keys).containsText(what);
    }
  }

  @Test
  void atTwiceTheSizeNothingOverlapsAndThePageDoesNotScrollSideways() {
    for (String query : List.of("", "?view=sandwich", "?view=table", "?path=root")) {
      Page page = open(profile(query), ColorScheme.LIGHT);
      // What 1440 by 900 is at 200 %.
      page.setViewportSize(720, 450);
      assertThat(page.locator(".profile-body")).isVisible();
      select(page, "Oracle.burn");
      assertThat(PageChecks.beyondTheWindow(page)).as(query).isEmpty();
      assertThat(PageChecks.overlapping(page)).as(query).isEmpty();
    }
  }

  @Test
  void tabbingFollowsTheReadingOrder() {
    for (String path : List.of("/", "/jvm/" + id, profile(""))) {
      Page page = open(path, ColorScheme.LIGHT);
      assertThat(page.getByRole(AriaRole.REGION).or(page.locator("table")).first()).isVisible();
      assertThat(PageChecks.backward(page)).as(path).isEmpty();
    }
  }

  @Test
  void nothingMovesWhereTheViewerWantsNoMotion() {
    Page page = open(profile(""), ColorScheme.LIGHT);
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    assertThat(page.locator(".profile-body")).isVisible();
    Object moving =
        page.evaluate(
            "[...document.querySelectorAll('*')].filter(each => {"
                + "const style = getComputedStyle(each);"
                + "return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;"
                + "}).length");
    assertThat(moving).isEqualTo(0);
  }

  /** Whether one thread was busy in nearly all of ten seconds, as it is once the JVM has begun. */
  private static boolean runs(long from) {
    String range = "?from=" + from + "&to=" + (from + 10_000);
    String profile = "/api/v1/jvms/" + id + "/profile" + range;
    return collector.api().json(profile).get("samples").asLong() > 900;
  }

  private static Download downloaded(Page page, String format) {
    page.getByRole(AriaRole.BUTTON, named("Download")).click();
    Locator choices = page.getByRole(AriaRole.DIALOG, named("Download as"));
    return page.waitForDownload(
        () -> choices.getByRole(AriaRole.BUTTON).filter(hasText(format)).first().click());
  }

  /** Selects the heaviest place of a frame through the search, as a user does. */
  private static void select(Page page, String text) {
    page.keyboard().press("/");
    page.keyboard().type(text);
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("Selected frame", exactly())).containsText(text);
  }

  private static Page openProfile(String query, ColorScheme scheme) {
    Page page = open(profile(query), scheme);
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    assertThat(page.getByRole(AriaRole.APPLICATION)).isVisible();
    return page;
  }

  private static String profile(String query) {
    return "/jvm/" + id + "/profile" + query;
  }

  private static Page open(String address, ColorScheme scheme) {
    Page page = chromium.page(scheme);
    page.navigate(address.startsWith("/") ? collector.address() + address : address);
    return page;
  }

  private static String clipboard(Page page) {
    return (String) page.evaluate("navigator.clipboard.readText()");
  }

  private static Locator graph(Page page, String name) {
    return page.getByRole(
        AriaRole.APPLICATION,
        new Page.GetByRoleOptions()
            .setName(Pattern.compile("^" + name.replace(".", "\\.") + "\\. ")));
  }

  private static double percent(String text) {
    Matcher found = Pattern.compile("([\\d.]+)%").matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return Double.parseDouble(found.group(1));
  }

  /** Self and total stand in one row; the total is never the smaller. */
  private static double largestPercent(String row) {
    return Pattern.compile("([\\d.]+)%")
        .matcher(row)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .max()
        .orElseThrow(() -> new AssertionError("no percentage in: " + row));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions containing(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
