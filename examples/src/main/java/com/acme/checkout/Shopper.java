package com.acme.checkout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Checks carts out at a fixed rate on one thread. */
final class Shopper {
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final int requestsPerSecond;

  Shopper(int port, int requestsPerSecond) {
    this.port = port;
    this.requestsPerSecond = requestsPerSecond;
  }

  void start() {
    new Thread(this::shop, "shopper").start();
  }

  private void shop() {
    long pauseNanos = 1_000_000_000L / requestsPerSecond;
    long due = System.nanoTime();
    for (int cart = 0; ; cart++) {
      try {
        checkout(cart);
        due = Math.max(due + pauseNanos, System.nanoTime() - 1_000_000_000L);
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())).toMillis());
      } catch (IOException failed) {
        System.err.println("checkout failed: " + failed.getMessage());
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private void checkout(int cart) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/checkout?cart=" + cart);
    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
  }
}
