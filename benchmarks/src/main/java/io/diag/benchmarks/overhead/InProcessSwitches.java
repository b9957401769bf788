package io.diag.benchmarks.overhead;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;

/**
 * What can be switched on and off only from within the process: JFR's {@code profile} settings, and
 * Pyroscope's agent if its jar is on the class path.
 */
final class InProcessSwitches {
  private Object jfr;

  /** {@code /switch/jfr/on}, {@code /switch/pyroscope/off} and so on. */
  synchronized void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    boolean on = path[3].equals("on");
    String answer = "ok";
    try {
      if (path[2].equals("jfr")) {
        jfr(on);
      } else {
        pyroscope(on);
      }
    } catch (ReflectiveOperationException | IOException | java.text.ParseException failed) {
      Throwable cause = failed instanceof InvocationTargetException ? failed.getCause() : failed;
      answer = String.valueOf(cause);
    }
    LoadedServer.respond(exchange, answer.getBytes(StandardCharsets.UTF_8));
  }

  private void jfr(boolean on) throws IOException, java.text.ParseException {
    if (on) {
      jdk.jfr.Recording recording =
          new jdk.jfr.Recording(jdk.jfr.Configuration.getConfiguration("profile"));
      recording.setMaxSize(256L << 20);
      recording.start();
      jfr = recording;
    } else if (jfr != null) {
      ((jdk.jfr.Recording) jfr).close();
      jfr = null;
    }
  }

  /** Its class is not on the class path when this is compiled. */
  private static void pyroscope(boolean on) throws ReflectiveOperationException {
    Class<?> agent = Class.forName("io.pyroscope.javaagent.PyroscopeAgent");
    if (on) {
      Class<?> config = Class.forName("io.pyroscope.javaagent.config.Config");
      Object built = config.getMethod("build").invoke(null);
      agent.getMethod("start", config).invoke(null, built);
    } else {
      agent.getMethod("stop").invoke(null);
    }
  }
}
