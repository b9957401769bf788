package io.diag.collector;

import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** How the server reads HTTP: strictly, and on a bounded number of threads. */
final class HttpSettings {
  private static final int MAX_THREADS = 64;
  private static final int MIN_THREADS = 4;

  private HttpSettings() {}

  static void apply(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.http.prefer405over404 = true;
    javalin.router.ignoreTrailingSlashes = false;
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("diag-http");
    javalin.jetty.threadPool = threads;
    // No sessions: a cookie would be one more thing for a foreign page to ride on.
    javalin.jetty.modifyServletContextHandler(
        context -> context.getSessionHandler().setUsingCookies(false));
    javalin.jetty.modifyHttpConfiguration(
        http -> {
          http.setUriCompliance(UriCompliance.DEFAULT);
          http.setSendServerVersion(false);
          http.setSendDateHeader(true);
        });
  }
}
