package com.acme.checkout;

import java.util.Map;
import java.util.TreeMap;

/** Prices by article. */
final class PriceCatalog {
  static final int ARTICLES = 5_000;

  private final Map<String, Long> cents = new TreeMap<>();

  PriceCatalog() {
    for (int i = 0; i < ARTICLES; i++) {
      cents.put("A-" + i, 99L + i * 7L % 4_000);
    }
  }

  long price(Cart cart) {
    long sum = 0;
    for (Cart.Line line : cart.lines()) {
      sum += cents.get(line.article()) * line.pieces();
    }
    return sum;
  }
}
