package com.acme.checkout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers {@code /checkout?cart=N} with a receipt, on loopback, and shops at itself. */
public final class CheckoutService {
  private static final int WORKERS = 4;
  private static final int REQUESTS_PER_SECOND = 100;

  private final PriceCatalog catalog = new PriceCatalog();
  private final PromotionRules promotions = new PromotionRules();
  private final ReceiptEncoder encoder = new ReceiptEncoder();
  private final ReceiptArchive archive = new ReceiptArchive();

  private CheckoutService() {}

  /**
   * Runs until it is stopped.
   *
   * @param args optionally the requests a second, 100 by default
   */
  public static void main(String[] args) throws IOException {
    // or each small answer waits 40 ms for the client's delayed acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : REQUESTS_PER_SECOND;
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/checkout", new CheckoutService()::checkout);
    server.setExecutor(workers());
    server.start();
    System.out.println("checkout on port " + server.getAddress().getPort());
    new Shopper(server.getAddress().getPort(), rate).start();
  }

  private void checkout(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    Cart cart = Cart.numbered(Integer.parseInt(query.substring(query.indexOf('=') + 1)));
    long cents = promotions.apply(cart, catalog.price(cart));
    Receipt receipt = encoder.encode(cart, cents);
    archive.append(receipt);
    byte[] body = receipt.text().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static ExecutorService workers() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newFixedThreadPool(
        WORKERS,
        task -> {
          Thread thread = new Thread(task, "http-worker-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
