package io.diag.benchmarks.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's Chromium, headless, with the probe in each page. One thread. */
final class HeadlessBrowser implements AutoCloseable {
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;

  private final Playwright playwright;
  private final Browser browser;
  private final String probe;

  private HeadlessBrowser(Playwright playwright, Browser browser, String probe) {
    this.playwright = playwright;
    this.browser = browser;
    this.probe = probe;
  }

  static HeadlessBrowser start() throws IOException {
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
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    try (InputStream in = HeadlessBrowser.class.getResourceAsStream("probe.js")) {
      String probe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new HeadlessBrowser(playwright, browser, probe);
    }
  }

  /** A page in a window of its own, with nothing in its cache. */
  Page page() {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setTimezoneId("UTC"));
    context.addInitScript(probe);
    return context.newPage();
  }

  String version() {
    return browser.version();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
