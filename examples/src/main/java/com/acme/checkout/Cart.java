package com.acme.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What somebody wants to buy. */
record Cart(int number, List<Line> lines) {
  /** A number of pieces of one article. */
  record Line(String article, int pieces) {}

  private static final int MAX_LINES = 60;

  /** The cart with this number; the same number always gives the same cart. */
  static Cart numbered(int number) {
    Random random = new Random(number);
    List<Line> lines = new ArrayList<>();
    int count = 20 + random.nextInt(MAX_LINES - 20);
    for (int i = 0; i < count; i++) {
      lines.add(new Line("A-" + random.nextInt(PriceCatalog.ARTICLES), 1 + random.nextInt(5)));
    }
    return new Cart(number, List.copyOf(lines));
  }
}
