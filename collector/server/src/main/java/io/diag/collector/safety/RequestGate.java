package io.diag.collector.safety;

import io.diag.collector.api.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Decides whether a request may go on, before anything else looks at it: Host, token, and for
 * whatever may change something content type and Origin. Pure, any thread.
 */
public final class RequestGate {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> GUARDED = Set.of("/api", "/wire", "/diag.jar", "/metrics");

  /** Reading it takes a place away from others, so no foreign page may, even blindly. */
  private static final String LIVE = "/api/v1/live";

  private static final String HEALTH = "/healthz";

  private final HostCheck hosts;
  private final Optional<TokenCheck> token;

  /**
   * @param bound the address that is listened on
   * @param allowHosts other names the collector answers to
   */
  public RequestGate(String bound, Set<String> allowHosts, Optional<String> token) {
    hosts = new HostCheck(bound, allowHosts);
    this.token = token.map(TokenCheck::new);
  }

  /**
   * @param rawPath as sent
   * @param path decoded and without dot segments
   * @param header gives a header's value, or null
   * @return why not, or empty when the request may go on
   */
  public Optional<Problem> check(
      String method, String rawPath, String path, UnaryOperator<String> header) {
    String host = header.apply("Host");
    return hosts
        .check(host)
        .or(() -> overridden(header))
        .or(() -> open(method, rawPath, path) ? Optional.empty() : authorized(header))
        .or(() -> path.equals(LIVE) ? ownPage(header, host) : Optional.empty())
        .or(
            () ->
                READING.contains(method)
                    ? Optional.empty()
                    : OriginCheck.check(header.apply("Origin"), host)
                        .or(() -> ContentTypeCheck.check(header.apply("Content-Type"))));
  }

  /** Browsers send no Origin with a blind request, but say what kind of page it comes from. */
  private static Optional<Problem> ownPage(UnaryOperator<String> header, String host) {
    String site = header.apply("Sec-Fetch-Site");
    boolean own = site == null || site.equals("same-origin") || site.equals("none");
    return OriginCheck.check(own ? header.apply("Origin") : "of another site", host);
  }

  private Optional<Problem> authorized(UnaryOperator<String> header) {
    return token.flatMap(check -> check.check(header.apply("Authorization")));
  }

  /** The pages themselves hold no data, and a browser cannot send a token for them. */
  private static boolean open(String method, String rawPath, String path) {
    boolean reading = method.equals("GET") || method.equals("HEAD");
    boolean health = path.equals(HEALTH) && rawPath.equals(HEALTH);
    return reading && (health || (!guarded(path) && !guarded(rawPath)));
  }

  private static boolean guarded(String path) {
    return GUARDED.stream().anyMatch(path::startsWith);
  }

  /** The router would take the method from this header, past the checks above. */
  private static Optional<Problem> overridden(UnaryOperator<String> header) {
    return header.apply("X-HTTP-Method-Override") == null
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                400,
                "method-override",
                "Method override not accepted",
                "Leave X-HTTP-Method-Override out and send the method itself."));
  }
}
