package io.diag.benchmarks.ui;

import com.microsoft.playwright.Page;
import java.util.Arrays;

/**
 * The frames of a large fleet while somebody scrolls and filters it, and while its JVMs are read
 * anew.
 */
final class FleetPage {
  private static final double MOST_MILLIS = 50;
  private static final String SOUGHT = "service-17 prod";
  private static final int KEY_EVERY_MILLIS = 120;
  private static final int REST_MILLIS = 1_500;
  // A notch of the wheel, as quickly as a finger turns it; and a flick that nobody can read along.
  private static final int NOTCH_PX = 120;
  private static final int NOTCH_EVERY_MILLIS = 40;
  private static final int FLICK_PX = 240;
  private static final int FRAME_MILLIS = 16;
  private static final int TURNS = 150;
  // Long enough for the list to be asked for twice.
  private static final int IDLE_MILLIS = 7_000;

  private final HeadlessBrowser browser;
  private final String address;

  FleetPage(HeadlessBrowser browser, String address) {
    this.browser = browser;
    this.address = address;
  }

  void measure(Figures figures) {
    Page page = browser.page();
    page.navigate(address + "/?group=none");
    page.waitForSelector(".fleet tr.jvm");
    page.waitForTimeout(REST_MILLIS);
    frames(figures, page, "untouched", () -> page.waitForTimeout(IDLE_MILLIS));
    frames(
        figures,
        page,
        "scrolled by the wheel",
        () -> turnWheel(page, NOTCH_PX, NOTCH_EVERY_MILLIS));
    frames(figures, page, "scrolled in a flick", () -> turnWheel(page, -FLICK_PX, FRAME_MILLIS));
    frames(figures, page, "scrolled by End, PageUp and Home", () -> pressKeys(page));
    frames(figures, page, "filtered, one list", () -> filter(page));
    page.navigate(address + "/");
    page.waitForSelector(".fleet tr.jvm");
    page.waitForTimeout(REST_MILLIS);
    frames(figures, page, "filtered, by service", () -> filter(page));
    page.context().close();
  }

  private static void frames(Figures figures, Page page, String what, Runnable done) {
    page.evaluate("probe.watchFrames()");
    done.run();
    double[] gaps = Numbers.of(page.evaluate("probe.gaps()"));
    double longest = Arrays.stream(gaps).max().orElseThrow();
    double[] over = Arrays.stream(gaps).filter(gap -> gap > MOST_MILLIS).toArray();
    String name = "fleet of 2,000, " + what;
    figures.add(name + ": longest frame", "ms", MOST_MILLIS, longest);
    figures.add(name + ": frames over 50 ms", "", over.length);
  }

  private static void turnWheel(Page page, int pixels, int everyMillis) {
    page.mouse().move(700, 500);
    for (int i = 0; i < TURNS; i++) {
      page.mouse().wheel(0, pixels);
      page.waitForTimeout(everyMillis);
    }
    page.waitForTimeout(REST_MILLIS);
  }

  private static void pressKeys(Page page) {
    for (String key : new String[] {"End", "PageUp", "PageUp", "PageUp", "Home"}) {
      page.keyboard().press(key);
      page.waitForTimeout(REST_MILLIS / 2.0);
    }
  }

  private static void filter(Page page) {
    page.keyboard().press("/");
    for (int i = 0; i < SOUGHT.length(); i++) {
      page.keyboard().type(SOUGHT.substring(i, i + 1));
      page.waitForTimeout(KEY_EVERY_MILLIS);
    }
    for (int i = 0; i < SOUGHT.length(); i++) {
      page.keyboard().press("Backspace");
      page.waitForTimeout(KEY_EVERY_MILLIS);
    }
    page.waitForTimeout(REST_MILLIS);
    page.keyboard().press("Escape");
  }
}
