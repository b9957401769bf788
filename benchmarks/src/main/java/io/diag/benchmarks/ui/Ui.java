package io.diag.benchmarks.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How quickly the UI shows and answers in headless Chromium. Arguments: the folder of the built UI,
 * then repetitions. What is measured is defined in the README beside the results.
 */
public final class Ui {
  private static final int WARM_UP = 1;

  private final HeadlessBrowser browser;
  private final SyntheticData data;
  private final UiServer large;
  private final UiServer small;

  private Ui(HeadlessBrowser browser, SyntheticData data, UiServer large, UiServer small) {
    this.browser = browser;
    this.data = data;
    this.large = large;
    this.small = small;
  }

  public static void main(String[] arguments) throws IOException {
    Path ui = Path.of(arguments[0]);
    int repetitions = Integer.parseInt(arguments[1]);
    if (!Files.exists(ui.resolve("index.html"))) {
      throw new IllegalArgumentException(ui + " holds no built UI");
    }
    SyntheticData data = new SyntheticData(System.currentTimeMillis());
    try (UiServer large = UiServer.start(ui);
        UiServer small = UiServer.start(ui);
        HeadlessBrowser browser = HeadlessBrowser.start()) {
      data.large(large);
      data.small(small);
      Figures figures = new Ui(browser, data, large, small).repeat(repetitions);
      System.out.println("Chromium " + browser.version() + ", " + repetitions + " repetitions");
      System.out.println(figures.asTable());
    }
  }

  private Figures repeat(int repetitions) {
    for (int i = 0; i < WARM_UP; i++) {
      once(new Figures());
    }
    Figures figures = new Figures();
    for (int i = 0; i < repetitions; i++) {
      once(figures);
    }
    return figures;
  }

  private void once(Figures figures) {
    FirstLoad load = new FirstLoad(browser);
    load.measureControl(figures, small.address() + "/bare/empty.html");
    load.measure(figures, "a fleet of 3", small.address() + "/", ".fleet tr.jvm");
    load.measure(figures, "a fleet of 2,000", large.address() + "/", ".fleet tr.jvm");
    new FlameGraphPage(
            browser,
            large.address(),
            "/jvm/" + SyntheticData.PROFILED + "/profile" + data.range(),
            "/api/v1/jvms/" + SyntheticData.PROFILED + "/profile?event=cpu")
        .measure(figures);
    ChartPage charts = new ChartPage(browser);
    charts.measure(figures, "100,000 points, one series", chart(SyntheticData.ONE_SERIES));
    charts.measure(figures, "100,000 points, 25 series", chart(SyntheticData.ALL_SERIES));
    new FleetPage(browser, large.address()).measure(figures);
  }

  private String chart(String jvm) {
    return large.address() + "/jvm/" + jvm + data.range();
  }
}
