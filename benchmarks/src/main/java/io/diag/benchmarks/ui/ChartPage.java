package io.diag.benchmarks.ui;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;

/** The charts of a JVM, from the last byte of their points to the picture. */
final class ChartPage {
  private static final double MOST_MILLIS = 250;

  private static final String FIRST_PAINT =
      """
      async () => {
        const end = await probe.painted(() => probe.chartsDrawn());
        return [end - probe.answered("/series?"), end - probe.parsed("/series?")];
      }
      """;

  private final HeadlessBrowser browser;

  ChartPage(HeadlessBrowser browser) {
    this.browser = browser;
  }

  void measure(Figures figures, String what, String url) {
    Page page = browser.page();
    page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    double[] paint = Numbers.of(page.evaluate(FIRST_PAINT));
    page.context().close();
    figures.add("chart of " + what + ", last byte to picture", "ms", MOST_MILLIS, paint[0]);
    figures.add("chart of " + what + ", parsed answer to picture", "ms", paint[1]);
  }
}
