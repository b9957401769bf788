package io.diag.diagnosis.growth;

import java.util.Map;
import java.util.function.Predicate;

/** Which series make up a quantity: those of a name, of whose label some values count. */
final class Source<Q> {
  private final Q quantity;
  private final String name;
  private final String label;
  private final Predicate<String> counts;

  Source(Q quantity, String name, String label, Predicate<String> counts) {
    this.quantity = quantity;
    this.name = name;
    this.label = label;
    this.counts = counts;
  }

  Q quantity() {
    return quantity;
  }

  String name() {
    return name;
  }

  boolean counts(Map<String, String> labels) {
    String value = labels.get(label);
    return counts.test(value == null ? "" : value);
  }
}
