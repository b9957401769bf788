package io.diag.collector.api;

import io.javalin.http.Context;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pages, from the class path. Asked only for GET and HEAD that no route took. A path without a
 * file is a view of the UI, so it gets {@code index.html}, which finds its view by the address.
 */
final class UiFiles implements ResourceHandler {
  private static final String ROOT = "/ui";
  private static final String INDEX = "/index.html";

  /** Built files carry a hash of their content in their names. */
  private static final String HASHED = "/assets/";

  private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");
  private static final Set<String> NEVER_UI = Set.of("/api", "/wire");

  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("woff2", "font/woff2"));

  @Override
  public boolean canHandle(Context ctx) {
    return false;
  }

  @Override
  public boolean handle(Context ctx) {
    String path = ctx.path();
    Optional<byte[]> file = file(path);
    if (file.isPresent()) {
      boolean hashed = path.startsWith(HASHED);
      ctx.header("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      ctx.contentType(MEDIA_TYPES.get(extension(path))).result(file.get());
      return true;
    }
    if (!isView(ctx, path)) {
      return false;
    }
    byte[] index =
        file(INDEX)
            .orElseThrow(
                () ->
                    new ProblemException(
                        404,
                        "no-ui",
                        "No pages here",
                        "This collector was built without its UI; the API is described at"
                            + " /api/v1/openapi.json."));
    ctx.header("Cache-Control", "no-cache").contentType(MEDIA_TYPES.get("html")).result(index);
    return true;
  }

  @Override
  public boolean addStaticFileConfig(StaticFileConfig config) {
    return false;
  }

  @Override
  public Set<RouteRole> resourceRouteRoles(Context ctx) {
    return Set.of();
  }

  private static boolean isView(Context ctx, String path) {
    if (path.equals("/")) {
      return true;
    }
    String accept = ctx.header("Accept");
    return accept != null
        && accept.contains("text/html")
        && !path.startsWith(HASHED)
        && NEVER_UI.stream().noneMatch(path::startsWith);
  }

  private static Optional<byte[]> file(String path) {
    if (!SAFE.matcher(path).matches() || !MEDIA_TYPES.containsKey(extension(path))) {
      return Optional.empty();
    }
    try (InputStream in = UiFiles.class.getResourceAsStream(ROOT + path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + path + " from the collector's jar", e);
    }
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
