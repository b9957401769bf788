package io.diag.benchmarks.overhead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The application whose CPU is measured: an HTTP service that parses JSON, looks things up behind a
 * lock, matches patterns and writes JSON, some 0.5 ms and 100 kB of allocation a request. It tells
 * its own CPU time and how many requests it has answered at {@code /cpu}. {@code /compile} does
 * some 20 ms of work of many kinds.
 */
public final class LoadedServer {
  private static final int CACHED = 2_000;
  private static final Pattern SKU = Pattern.compile("([A-Z]{2,4})-(\\d{3,6})(?:-([a-z]+))?");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final AtomicLong answered = new AtomicLong();
  private final Compilation compilation = new Compilation();
  private final Map<String, Double> prices =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
          return size() > CACHED;
        }
      };

  private LoadedServer() {}

  /** Prints the port and serves until it is killed. */
  public static void main(String[] args) throws IOException {
    LoadedServer service = new LoadedServer();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/order", service::order);
    server.createContext("/compile", service::compile);
    server.createContext("/cpu", service::cpu);
    server.createContext("/switch/", new InProcessSwitches()::handle);
    server.start();
    System.out.println("port " + server.getAddress().getPort());
  }

  private void order(HttpExchange exchange) throws IOException {
    JsonNode order = MAPPER.readTree(exchange.getRequestBody());
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode lines = answer.putArray("lines");
    double total = 0;
    for (JsonNode item : order.get("items")) {
      String sku = item.get("sku").asText();
      if (!SKU.matcher(sku).matches()) {
        continue;
      }
      double price = price(sku) * item.get("count").asInt();
      total += price;
      lines.addObject().put("sku", sku).put("price", Math.round(price * 100) / 100.0);
    }
    answer.put("total", total);
    answered.incrementAndGet();
    respond(exchange, MAPPER.writeValueAsBytes(answer));
  }

  private void compile(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String answer = compilation.run() + " classes";
    answered.incrementAndGet();
    respond(exchange, answer.getBytes(StandardCharsets.US_ASCII));
  }

  private double price(String sku) {
    synchronized (prices) {
      return prices.computeIfAbsent(sku, LoadedServer::computed);
    }
  }

  private static double computed(String sku) {
    double price = 0;
    for (int i = 0; i < sku.length(); i++) {
      price = price * 1.1 + sku.charAt(i);
    }
    return price % 500;
  }

  private void cpu(HttpExchange exchange) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    String text = system.getProcessCpuTime() + " " + answered.get();
    respond(exchange, text.getBytes(StandardCharsets.US_ASCII));
  }

  static void respond(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
