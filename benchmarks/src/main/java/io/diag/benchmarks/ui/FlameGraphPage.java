package io.diag.benchmarks.ui;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The flame graph of a large profile beside a bare canvas that draws the same rectangles. */
final class FlameGraphPage {
  private static final double MOST_TIMES_BARE = 1.5;
  private static final double MOST_MILLIS = 100;
  private static final String SOUGHT = "orders";
  private static final int REST_MILLIS = 400;
  private static final int ROW_PX = 21;

  /** From the last byte, from the parsed answer and from the first stroke to the picture. */
  private static final String FIRST_PAINT =
      """
      async () => {
        const end = await probe.painted(() => probe.flames().length > 0);
        return [probe.answered("/profile?"), probe.parsed("/profile?"), probe.flames()[0].at].map(
          (start) => end - start,
        );
      }
      """;

  /** Counts the rectangles of the whole graph, which the click on the button has drawn again. */
  private static final String COUNT_RECTANGLES =
      """
      async () => {
        let count = 0;
        const fillRect = CanvasRenderingContext2D.prototype.fillRect;
        CanvasRenderingContext2D.prototype.fillRect = function (...box) {
          count++;
          fillRect.apply(this, box);
        };
        const since = performance.now();
        [...document.querySelectorAll("button")].find((b) => b.textContent === "Show all").click();
        await probe.painted(() => probe.flames(since).length > 0);
        CanvasRenderingContext2D.prototype.fillRect = fillRect;
        return count;
      }
      """;

  private final HeadlessBrowser browser;
  private final String address;
  private final String page;
  private final String answer;

  /**
   * @param page the path of the profile
   * @param answer the path of what the API answers for it
   */
  FlameGraphPage(HeadlessBrowser browser, String address, String page, String answer) {
    this.browser = browser;
    this.address = address;
    this.page = page;
    this.answer = answer;
  }

  void measure(Figures figures) {
    Page ui = browser.page();
    double[] paint = firstPaint(ui, page);
    ui.waitForTimeout(3 * REST_MILLIS);
    BoundingBox canvas = canvas(ui).boundingBox();
    search(ui, figures);
    zoom(ui, canvas, figures);
    int seen = (int) Numbers.one(ui.evaluate(COUNT_RECTANGLES));
    ui.context().close();

    double[] bareAll = bare(canvas, true, SyntheticData.NODES);
    double[] bareSeen = bare(canvas, false, seen);
    String[] spans = {"last byte to picture", "parsed answer to picture", "drawing alone"};
    for (int i = 0; i < spans.length; i++) {
      String span = "flame graph, " + spans[i];
      figures.add(span, "ms", paint[i]);
      figures.add(span + ", bare canvas with all rectangles", "ms", bareAll[i]);
      figures.add(span + ", bare canvas with those in sight", "ms", bareSeen[i]);
      figures.add(span + ", of bare with all", "times", MOST_TIMES_BARE, paint[i] / bareAll[i]);
      figures.add(
          span + ", of bare with those in sight", "times", MOST_TIMES_BARE, paint[i] / bareSeen[i]);
    }
    figures.add("flame graph, rectangles in sight", "", seen);
  }

  private double[] firstPaint(Page ui, String path) {
    ui.navigate(address + path, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    return Numbers.of(ui.evaluate(FIRST_PAINT));
  }

  private double[] bare(BoundingBox canvas, boolean all, int rectangles) {
    Page bare = browser.page();
    String path =
        String.format(
            Locale.ROOT,
            "/bare/flame.html?width=%.0f&height=%.0f&profile=%s%s",
            canvas.width,
            canvas.height,
            URLEncoder.encode(answer, StandardCharsets.UTF_8),
            all ? "&all" : "");
    double[] paint = firstPaint(bare, path);
    double drawn = Numbers.one(bare.evaluate("window.drawn"));
    bare.context().close();
    // The grid behind a chart beside the graph may add a few.
    if (Math.abs(drawn - rectangles) > 0.01 * rectangles) {
      throw new IllegalStateException(drawn + " rectangles are compared with " + rectangles);
    }
    return paint;
  }

  /** Types letter by letter, as slowly as a quick typist. */
  private static void search(Page ui, Figures figures) {
    ui.getByLabel("Search frames").click();
    double slowest = 0;
    for (int i = 0; i < SOUGHT.length(); i++) {
      slowest = Math.max(slowest, press(ui, SOUGHT.substring(i, i + 1)));
    }
    figures.add("flame graph, search: slowest of its letters", "ms", MOST_MILLIS, slowest);
    figures.add("flame graph, search ended", "ms", MOST_MILLIS, press(ui, "Escape"));
  }

  private static void zoom(Page ui, BoundingBox canvas, Figures figures) {
    ui.evaluate("probe.flameAfter('dblclick')");
    ui.mouse().dblclick(canvas.x + 100, canvas.y + canvas.height - 3.5 * ROW_PX);
    figures.add("flame graph, zoom in", "ms", MOST_MILLIS, result(ui));
    figures.add("flame graph, zoom out", "ms", MOST_MILLIS, press(ui, "Backspace"));
    ui.evaluate("probe.flameAfter('dblclick')");
    ui.mouse().dblclick(canvas.x + 100, canvas.y + canvas.height - 5.5 * ROW_PX);
    figures.add("flame graph, zoom in farther", "ms", MOST_MILLIS, result(ui));
  }

  private static double press(Page ui, String key) {
    ui.evaluate("probe.flameAfter('keydown')");
    ui.keyboard().press(key);
    return result(ui);
  }

  private static double result(Page ui) {
    double millis = Numbers.one(ui.evaluate("probe.result"));
    ui.waitForTimeout(REST_MILLIS);
    return millis;
  }

  private static Locator canvas(Page ui) {
    return ui.locator("canvas[aria-roledescription='flame graph']");
  }
}
