package io.diag.benchmarks.ui;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.List;

/** What a browser that was never here loads, and how long until the page shows and answers. */
final class FirstLoad {
  private static final double MOST_KILOBYTES = 300;
  private static final double MOST_MILLIS = 1_500;

  // A page is interactive once nothing has kept it busy for so long.
  private static final int QUIET_MILLIS = 2_000;

  private static final String SHOWN_AND_IDLE =
      """
      async ([selector, quietMillis]) => {
        const shown = await probe.painted(() => document.querySelector(selector) !== null);
        await new Promise((done) => setTimeout(done, quietMillis));
        const ends = probe.tasks.map(({ startTime, duration }) => startTime + duration);
        const files = [
          ...performance.getEntriesByType("navigation"),
          ...performance.getEntriesByType("resource"),
        ].filter(({ name }) => !name.includes("/api/"));
        const bytes = files.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
        return [shown, Math.max(shown, ...ends), bytes / 1000];
      }
      """;

  private final HeadlessBrowser browser;

  FirstLoad(HeadlessBrowser browser) {
    this.browser = browser;
  }

  /**
   * @param selector an element that is there once the page shows what it is for
   */
  void measure(Figures figures, String what, String url, String selector) {
    double[] times = load(url, selector);
    figures.add("first load of " + what + ": its files, gzip", "kB", MOST_KILOBYTES, times[2]);
    figures.add("first load of " + what + ": shown", "ms", times[0]);
    figures.add("first load of " + what + ": interactive", "ms", MOST_MILLIS, times[1]);
  }

  /** What the browser alone takes for a page with one sentence. */
  void measureControl(Figures figures, String url) {
    figures.add("control: a page with one sentence shown", "ms", load(url, "#shown")[0]);
  }

  private double[] load(String url, String selector) {
    Page page = browser.page();
    page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    double[] times = Numbers.of(page.evaluate(SHOWN_AND_IDLE, List.of(selector, QUIET_MILLIS)));
    page.context().close();
    return times;
  }
}
