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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More tabs than a browser has connections to a host, over plain HTTP and by a host's name. */
class BrowserTabsIT {
  private static final int TABS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static CollectorProcess collector;
  private static Chromium chromium;

  private final String id = UUID.randomUUID().toString();
  private final WireClient agent = new WireClient(collector.address(), id);
  private int sequence;

  @BeforeAll
  static void start() {
    collector = CollectorProcess.start("--allow-host", Chromium.HOST);
    chromium = Chromium.start();
  }

  @AfterAll
  static void end() {
    chromium.close();
    collector.close();
  }

  @Test
  void allOfThemLoadAndFollowAChangeOverOneStream() throws Exception {
    agent.hello();
    sample(1_000);
    List<Page> tabs = new ArrayList<>();
    tabs.add(chromium.page(ColorScheme.LIGHT));
    while (tabs.size() < TABS) {
      tabs.add(chromium.tabBeside(tabs.get(0)));
    }
    for (Page tab : tabs) {
      tab.navigate("http://" + Chromium.HOST + ":" + collector.port() + "/jvm/" + id);
    }
    assertThat((Boolean) tabs.get(0).evaluate("isSecureContext")).isFalse();
    showsInEachOf(tabs, "1,000");
    awaitOneStream();
    sample(2_000);
    showsInEachOf(tabs, "2,000");
    assertThatHintsReach(tabs.get(TABS - 1));

    // It came first, so it is the one that holds the stream.
    tabs.remove(0).close();
    sample(3_000);
    showsInEachOf(tabs, "3,000");
    awaitOneStream();
    assertThatHintsReach(tabs.get(TABS - 2));
    assertThat(chromium.closePages()).isEmpty();
  }

  /** Without them a page asks every 5 s, or every 15 s while it believes that they come. */
  private void assertThatHintsReach(Page tab) {
    AtomicInteger asked = new AtomicInteger();
    tab.onRequest(request -> asked.addAndGet(request.url().contains("/series") ? 1 : 0));
    long start = System.nanoTime();
    for (int i = 0; i < 6; i++) {
      tab.waitForRequest(request -> request.url().contains("/series"), () -> sample(1_500));
    }
    assertThat(asked.get()).isGreaterThan((int) ((System.nanoTime() - start) / 5e9));
  }

  private static void showsInEachOf(List<Page> tabs, String rssMib) {
    for (Page tab : tabs) {
      Locator regions =
          tab.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Memory regions"));
      assertThat(regions).containsText(rssMib);
    }
  }

  private static void awaitOneStream() {
    eventually(
        "one stream for all tabs",
        PATIENCE,
        () -> collector.api().get("/metrics").body(),
        metrics -> metrics.contains("diag_collector_live_streams 1\n"));
  }

  private void sample(int rssMib) {
    try {
      agent.sample(
          ++sequence, System.currentTimeMillis(), "diag.process.rss", (double) rssMib * (1 << 20));
    } catch (IOException refused) {
      throw new AssertionError(refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
