package io.diag.collector.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;

/** The agent that this collector was built with, for download. */
final class AgentJar {
  private static final String RESOURCE = "/io/diag/collector/diag.jar";

  private AgentJar() {}

  static void handle(Context ctx) throws IOException {
    URL jar = AgentJar.class.getResource(RESOURCE);
    if (jar == null) {
      throw new ProblemException(
          404,
          "no-agent",
          "No agent here",
          "This collector was built without diag.jar; take it from where you got the collector.");
    }
    URLConnection connection = jar.openConnection();
    connection.setUseCaches(false);
    InputStream in = connection.getInputStream();
    ctx.disableCompression();
    ctx.header("Content-Length", String.valueOf(connection.getContentLengthLong()));
    ctx.header("Content-Disposition", "attachment; filename=\"diag.jar\"");
    ctx.header("Cache-Control", "no-cache");
    ctx.contentType("application/java-archive").result(in);
  }
}
