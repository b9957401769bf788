package io.diag.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.WireClient;
import io.diag.wire.FeatureState;
import io.diag.wire.Point;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a page says where it has less to show than it could: nothing found, a JVM that was lost,
 * what is not measured and what could not start. With agents played by the test.
 */
class BrowserStatesIT {
  private static final long MIB = 1 << 20;

  private static CollectorProcess collector;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    collector = CollectorProcess.start();
    chromium = Chromium.start();
  }

  @AfterAll
  static void end() {
    chromium.close();
    collector.close();
  }

  @AfterEach
  void noPageReportedAnError() {
    assertThat(chromium.closePages()).isEmpty();
  }

  @Test
  void aLostJvmKeepsItsLastValuesSaysWhyAndCanBeForgotten() throws Exception {
    String id = UUID.randomUUID().toString();
    String other = UUID.randomUUID().toString();
    greet(id, "lost", List.of(), 4_050);
    Page page = overview(id, ColorScheme.LIGHT);
    Locator strip = page.getByText("Lost since");
    assertThat(strip).isVisible();
    Locator notice = page.locator(".strip").filter(hasText("Lost since"));
    assertThat(notice)
        .containsText(
            "No shutdown was seen. Its memory was at 4,050 of 4,096 MiB, so an out-of-memory kill"
                + " is likely. The last values are kept.");
    assertThat(page.getByRole(AriaRole.TABLE, named("Memory regions"))).containsText("4,050");
    keepBoth(page, "lost");
    greet(other, "live", List.of(), 100);

    notice.getByRole(AriaRole.BUTTON).filter(hasText("Forget this JVM")).click();
    notice.getByRole(AriaRole.BUTTON).filter(hasText("Keep it")).click();
    notice.getByRole(AriaRole.BUTTON).filter(hasText("Forget this JVM")).click();
    notice.getByRole(AriaRole.BUTTON).filter(hasText("Forget it and its findings")).click();
    page.waitForURL(collector.address() + "/**");
    Pattern live = Pattern.compile("live a-host");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(live)))
        .isVisible();
    assertThat(page.getByText("lost", new Page.GetByTextOptions().setExact(true))).hasCount(0);
    assertThat(collector.api().json("/api/v1/jvms").get("jvms").findValuesAsText("id"))
        .contains(other)
        .doesNotContain(id);
  }

  @Test
  void whatIsNotMeasuredIsSaidWithTheReasonAndLeftOut() throws Exception {
    String id = UUID.randomUUID().toString();
    greet(
        id,
        "sparse",
        List.of(
            FeatureState.on("memory-pools"),
            FeatureState.off("pressure", "/proc/pressure cannot be read in this container"),
            FeatureState.off("loops", "no event loop was seen yet")),
        1_000);
    Page page = overview(id, ColorScheme.LIGHT);
    Locator summary = page.getByText("Not measured here: Pressure, Event loops");
    assertThat(summary).isVisible();
    Locator why = page.getByText("/proc/pressure cannot be read in this container");
    assertThat(why).not().isVisible();
    summary.click();
    assertThat(why).isVisible();
    assertThat(page.getByRole(AriaRole.REGION, named("GC pauses"))).hasCount(0);
    keepBoth(page, "not-measured");
  }

  @Test
  void aProfileThatCannotStartSaysWhyAndWhatRemains() throws Exception {
    String id = UUID.randomUUID().toString();
    String reason = "another profiler is loaded: /opt/dd/libjavaProfiler.so; it is left alone";
    greet(
        id,
        "profiled",
        List.of(FeatureState.off("cpu-profile", reason), FeatureState.failed("lock-profile", "no")),
        1_000);
    Page page = chromium.page(ColorScheme.LIGHT);
    page.navigate(collector.address() + "/jvm/" + id + "/profile");
    assertThat(page.getByText("CPU profile is off")).isVisible();
    assertThat(page.getByText(reason)).isVisible();
    assertThat(page.getByText("The CPU profile does not run in this JVM")).isVisible();
    keepBoth(page, "profile-off");
    page.navigate(collector.address() + "/jvm/" + id);
    assertThat(page.getByText("Lock profile failed")).isVisible();
  }

  @Test
  void nothingFoundNamesTheChecksThatRan() throws Exception {
    String id = UUID.randomUUID().toString();
    greet(id, "sound", List.of(FeatureState.on("memory-pools")), 1_000);
    Page page = overview(id, ColorScheme.LIGHT);
    assertThat(page.getByText(Pattern.compile("[Nn]o findings"))).isVisible();
    keepBoth(page, "nothing-found");
  }

  private static void greet(String id, String service, List<FeatureState> features, long rssMib)
      throws IOException, InterruptedException {
    WireClient agent = new WireClient(collector.address(), id);
    agent.hello(service, "a-host", features);
    agent.sample(
        1,
        System.currentTimeMillis(),
        List.of(
            new Point("diag.process.rss", "By", rssMib * MIB),
            new Point("diag.cgroup.memory.limit", "By", 4_096 * MIB),
            new Point(
                "jvm.memory.used", "By", Map.of("jvm.memory.type", "heap"), rssMib * MIB / 2.0)));
  }

  private static Page overview(String id, ColorScheme scheme) {
    Page page = chromium.page(scheme);
    page.navigate(collector.address() + "/jvm/" + id);
    return page;
  }

  private static void keepBoth(Page page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      Chromium.keep(page, name + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
