package io.diag.collector.safety;

import io.diag.collector.api.Problem;
import java.util.Locale;
import java.util.Optional;

/** Lets only pages of the collector itself change anything: others send their own Origin. */
final class OriginCheck {
  private OriginCheck() {}

  /**
   * @param origin the header's value, or null when a program sends the request
   * @param host the Host header, already checked
   */
  static Optional<Problem> check(String origin, String host) {
    if (origin == null) {
      return Optional.empty();
    }
    String own = host.toLowerCase(Locale.ROOT);
    String asked = origin.toLowerCase(Locale.ROOT);
    if (asked.equals("http://" + own) || asked.equals("https://" + own)) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            403,
            "foreign-origin",
            "Not from this site",
            "The Origin is '"
                + origin
                + "'. Only the collector's own pages and programs that send no Origin may ask"
                + " this."));
  }
}
