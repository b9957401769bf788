package io.diag.benchmarks.heap;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A heap as a service has it: orders with their customers, lines, texts and cached answers, in the
 * JDK's collections. Of about 900 bytes an order, two thirds are arrays.
 */
final class ShopHeap {
  private final Random random = new Random(7);
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<Long, byte[]> answers = new LinkedHashMap<>();

  record Line(String article, int count, BigDecimal price, double weight) {}

  record Order(String id, String customer, LocalDate day, List<Line> lines, boolean paid) {}

  ShopHeap(int count) {
    for (int i = 0; i < count; i++) {
      Order order = order(i);
      orders.put(order.id(), order);
      if (i % 4 == 0) {
        answers.put((long) i, answer(order));
      }
    }
  }

  /** How many orders and cached answers there are. */
  int size() {
    return orders.size() + answers.size();
  }

  private Order order(int i) {
    List<Line> lines = new ArrayList<>();
    for (int line = random.nextInt(4); line >= 0; line--) {
      lines.add(
          new Line(
              "article " + random.nextInt(5_000),
              1 + random.nextInt(5),
              BigDecimal.valueOf(random.nextInt(100_000), 2),
              random.nextDouble()));
    }
    return new Order(
        Long.toHexString(random.nextLong()),
        "customer " + random.nextInt(100_000) + " of the house of " + i % 1_000,
        LocalDate.ofEpochDay(20_000 + random.nextInt(365)),
        lines,
        random.nextBoolean());
  }

  private byte[] answer(Order order) {
    String text = order.toString().repeat(1 + random.nextInt(4));
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
