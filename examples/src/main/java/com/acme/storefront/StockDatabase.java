package com.acme.storefront;

import java.util.Random;

/** Stands for a database that answers within a quarter of a second, more or less. */
final class StockDatabase {
  private static final int FASTEST_MILLIS = 80;
  private static final int SPREAD_MILLIS = 340;

  private final Random random = new Random(7);

  int pieces(String article) {
    try {
      Thread.sleep(FASTEST_MILLIS + random.nextInt(SPREAD_MILLIS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Math.floorMod(article.hashCode(), 50);
  }
}
