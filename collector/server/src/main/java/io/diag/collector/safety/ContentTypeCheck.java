package io.diag.collector.safety;

import io.diag.collector.api.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Refuses the media types that a form of any web page may send without being asked for leave. */
final class ContentTypeCheck {
  private static final Set<String> ACCEPTED =
      Set.of("application/json", "application/octet-stream");

  private ContentTypeCheck() {}

  /**
   * @param contentType the header's value, or null
   */
  static Optional<Problem> check(String contentType) {
    String type = contentType == null ? "" : contentType;
    int semicolon = type.indexOf(';');
    String plain = (semicolon < 0 ? type : type.substring(0, semicolon)).trim();
    if (ACCEPTED.contains(plain.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            415,
            "content-type",
            "Content type not accepted",
            "The Content-Type is "
                + (contentType == null ? "missing" : "'" + contentType + "'")
                + "; send application/json or application/octet-stream."));
  }
}
