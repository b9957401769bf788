package io.diag.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Chromium;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.subject.Hoarder;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a JVM that leaks to the field that holds it: a dump is taken, uploaded and read. */
class BrowserHeapIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final List<String> LISTS =
      List.of(
          "Objects",
          "Classes",
          "Static fields",
          "Off heap",
          "Equal",
          "Collections",
          "Loaders",
          "Unreachable");

  private static final LocatorAssertions.HasCountOptions PATIENT =
      new LocatorAssertions.HasCountOptions().setTimeout(60_000);

  @TempDir private static Path folder;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void end() {
    chromium.close();
  }

  @Test
  void whatHoldsTheMemoryOfALeakingJvmIsSaidFirst() {
    Path dump = folder.resolve("hoarder.hprof.gz");
    try (Forked hoarder = Forked.target(Jdk.own(), List.of("-Xmx256m"), Hoarder.class)) {
      hoarder.awaitLine("ready");
      Cli.Result taken = Cli.diag("heap", hoarder.pid(), "--out", dump);
      assertThat(taken.exitCode()).as(taken.err()).isZero();
    }
    Page page = chromium.page(ColorScheme.DARK);
    page.navigate(COLLECTOR.address() + "/");
    page.getByRole(AriaRole.LINK, named("Heap dumps")).click();
    page.locator("input[type=file]").setInputFiles(dump);
    page.waitForURL("**/heap/*");
    Locator suspects = page.getByRole(AriaRole.LIST, named("Suspects"));
    Locator hoard =
        suspects
            .getByRole(AriaRole.LISTITEM)
            .filter(new Locator.FilterOptions().setHasText("Hoarder"))
            .first();
    hoard.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByLabel("Path from the root")).containsText("Hoarder");
    Chromium.keep(page, "heap-dark");

    Locator tree = page.getByRole(AriaRole.TREEGRID, named("What holds memory"));
    assertThat(tree).containsText("Hoarder");
    Locator areas = page.getByRole(AriaRole.GROUP, named("Areas")).getByRole(AriaRole.BUTTON);
    areas.first().click();
    assertThat(tree.locator("tr.selected")).hasAttribute("aria-expanded", "true");
    Chromium.keep(page, "heap-holders-dark");
    hoard.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Inspect")).click();
    page.waitForURL("**/objects/*");
    Locator values = page.getByRole(AriaRole.TABLE, named("Values"));
    assertThat(values).containsText("Hoarder$Kept @ ");
    assertThat(page.getByRole(AriaRole.REGION, named("Referred to by")))
        .containsText("elementData");
    assertThat(page.getByRole(AriaRole.REGION, named("Path from the root")))
        .containsText("static HOARD");
    Chromium.keep(page, "heap-object-dark");
    values.getByRole(AriaRole.LINK).first().click();
    assertThat(page.getByRole(AriaRole.TABLE, named("Values"))).containsText("other");
    page.goBack();
    page.goBack();

    for (String list : LISTS) {
      page.getByRole(AriaRole.BUTTON, named(list)).click();
      assertThat(page.getByRole(AriaRole.TABLE, named(list))).isVisible();
    }
    page.getByRole(AriaRole.BUTTON, named("Threads")).click();
    Locator main = page.getByRole(AriaRole.TABLE, named("Threads")).locator("tr");
    main.filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\bmain\\b")))
        .getByRole(AriaRole.BUTTON)
        .click();
    assertThat(page.getByRole(AriaRole.LIST, named("Stack"))).containsText("Hoarder.main(");
    Chromium.keep(page, "heap-threads-dark");
    page.keyboard().press("x");
    page.waitForURL("**list=histogram**");
    page.keyboard().press("/");
    page.keyboard().type("byte[");
    Locator rows = page.getByRole(AriaRole.TABLE, named("Classes")).locator("tbody tr");
    assertThat(rows.first()).containsText(Pattern.compile("byte\\[]"));
    Page light = chromium.page(ColorScheme.LIGHT);
    light.navigate(page.url());
    assertThat(light.getByRole(AriaRole.TABLE, named("Classes"))).isVisible();
    Chromium.keep(light, "heap-light");

    rows.first().getByRole(AriaRole.LINK).click();
    assertThat(page.getByRole(AriaRole.TREEGRID, named("Paths to byte[]"))).containsText("String");
    Chromium.keep(page, "heap-paths-dark");
    page.getByRole(AriaRole.BUTTON, named("Delete dump")).click();
    page.waitForURL("**/heap");
    assertThat(page.getByText("hoarder.hprof.gz")).hasCount(0);
    assertThat(chromium.closePages()).isEmpty();
  }

  @Test
  void aSnapshotIsTakenOnThePageAndComparedWithTheNextOne() {
    String agent = "-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address();
    try (Forked jvm = Forked.target(Jdk.own(), List.of(agent, "-Xmx256m"), Hoarder.class)) {
      jvm.awaitLine("ready");
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      Page page = chromium.page(ColorScheme.DARK);
      page.navigate(COLLECTOR.address() + "/jvm/" + id);
      assertThat(page.getByRole(AriaRole.LINK, named("Heap"))).isVisible();
      page.keyboard().press("5");
      page.waitForURL("**/jvm/" + id + "/heap");
      Locator dumps = page.getByRole(AriaRole.TABLE, named("Heap dumps")).locator("tbody tr");
      for (int taken = 1; taken <= 2; taken++) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take a snapshot"))
            .click();
        assertThat(dumps).hasCount(taken, PATIENT);
      }
      assertThat(dumps.first())
          .containsText("analysed", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
      Chromium.keep(page, "jvm-heap-dark");
      dumps.first().getByRole(AriaRole.LINK).click();
      page.getByRole(AriaRole.BUTTON, named("Compare")).click();
      Locator classes = page.getByRole(AriaRole.TABLE, named("Changes by class"));
      assertThat(classes).containsText("byte[]");
      Chromium.keep(page, "heap-compare-dark");
      assertThat(chromium.closePages()).isEmpty();
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
