package io.diag.collector.safety;

import io.diag.collector.api.Problem;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses names that are not ours in {@code Host}: a web page that makes its own name resolve to
 * this machine (DNS rebinding) still sends that name.
 */
final class HostCheck {
  private static final Pattern LOOPBACK_V4 =
      Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]/@\\s]+)(:\\d{1,5})?");

  private final Set<String> allowed = new HashSet<>();

  /**
   * @param bound the address that is listened on
   * @param names what else may be asked for, without a port
   */
  HostCheck(String bound, Set<String> names) {
    allowed.add("localhost");
    allowed.add("[::1]");
    allowed.add(bracketed(bound));
    names.forEach(name -> allowed.add(bracketed(name)));
  }

  /**
   * @param host the header's value, or null
   */
  Optional<Problem> check(String host) {
    var matcher = AUTHORITY.matcher(host == null ? "" : host);
    if (matcher.matches()) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      if (allowed.contains(name) || LOOPBACK_V4.matcher(name).matches()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        Problem.of(
            421,
            "unknown-host",
            "Not a name of this collector",
            "The Host header is "
                + (host == null ? "missing" : "'" + host + "'")
                + ". If the collector is meant to answer to that name, start it with --allow-host"
                + " and the name; otherwise use localhost."));
  }

  private static String bracketed(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return plain.contains(":") && !plain.startsWith("[") ? "[" + plain + "]" : plain;
  }
}
