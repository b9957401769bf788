package com.acme.storefront;

import java.util.HashMap;
import java.util.Map;

/** The page of an article, from a cache as long as it lasts. */
final class ArticlePages {
  private static final int CACHED = 200;

  private final Map<String, String> cache = new HashMap<>();
  private final StockDatabase stock = new StockDatabase();

  String page(String article) {
    String page = cache.get(article);
    if (page == null) {
      page = article + ", " + stock.pieces(article) + " in stock";
      if (cache.size() == CACHED) {
        cache.clear();
      }
      cache.put(article, page);
    }
    return page;
  }
}
