package io.diag.e2e.harness;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The system's Chromium, headless, with every error a page reports. */
public final class Chromium implements AutoCloseable {
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /** A name of this machine to the browser, which does not trust it as it does loopback. */
  public static final String HOST = "collector.test";

  /** A live page asks every five seconds; this is several times that on a busy machine. */
  private static final double PATIENCE_MILLIS = 30_000;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> errors = new ArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  public static Chromium start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Path program =
        PLACES.stream()
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("no Chromium; apt-get install -y chromium"));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--host-resolver-rules=MAP " + HOST + " 127.0.0.1",
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new Chromium(playwright, browser);
  }

  /** A page of its own, as wide as the design's pictures. */
  public Page page(ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setColorScheme(scheme)
                .setTimezoneId("UTC"));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return tab(context);
  }

  /** One more tab in the window of a page. */
  public Page tabBeside(Page page) {
    return tab(page.context());
  }

  private Page tab(BrowserContext context) {
    Page page = context.newPage();
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text());
          }
        });
    return page;
  }

  /** Closes every page and returns what they reported as errors. */
  public List<String> closePages() {
    browser.contexts().forEach(BrowserContext::close);
    List<String> taken = List.copyOf(errors);
    errors.clear();
    return taken;
  }

  /** Keeps a picture under {@code e2e/target/pictures}. */
  public static void keep(Page page, String name) {
    try {
      Path folder = Artifacts.repository().resolve("e2e/target/pictures");
      Files.createDirectories(folder);
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    } catch (IOException notWritable) {
      throw new UncheckedIOException(notWritable);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
