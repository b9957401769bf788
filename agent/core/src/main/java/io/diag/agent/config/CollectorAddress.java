package io.diag.agent.config;

import java.net.URI;
import java.net.URISyntaxException;

/** Where the collector listens. */
public final class CollectorAddress {
  private static final String NONE = "none";

  private static final int MAX_PORT = 65_535;

  private final boolean tls;
  private final String host;
  private final int port;

  private CollectorAddress(boolean tls, String host, int port) {
    this.tls = tls;
    this.host = host;
    this.port = port;
  }

  static CollectorAddress parse(String text) throws ConfigException {
    if (text.trim().equals(NONE)) {
      return new CollectorAddress(false, NONE, 0);
    }
    URI uri;
    try {
      uri = new URI(text.trim());
    } catch (URISyntaxException notUri) {
      throw refused(text);
    }
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    boolean bare = uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/");
    if ((!tls && !"http".equalsIgnoreCase(uri.getScheme()))
        || uri.getHost() == null
        || uri.getUserInfo() != null
        || uri.getQuery() != null
        || uri.getPort() > MAX_PORT
        || !bare) {
      throw refused(text);
    }
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    return new CollectorAddress(tls, uri.getHost(), port);
  }

  private static ConfigException refused(String text) {
    return new ConfigException(
        "collector= takes http://HOST:PORT, https://HOST:PORT or none, not '" + text + "'");
  }

  /** Whether there is no collector, so that only the command line gets to see anything. */
  public boolean isNowhere() {
    return port == 0;
  }

  public boolean tls() {
    return tls;
  }

  /** Host name or address; an IPv6 address stands in brackets. */
  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** Whether the name can only mean this machine; decided without asking a name server. */
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  @Override
  public String toString() {
    return isNowhere() ? NONE : (tls ? "https://" : "http://") + host + ":" + port;
  }
}
