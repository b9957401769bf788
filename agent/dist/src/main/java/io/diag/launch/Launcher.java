package io.diag.launch;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.Map;

/**
 * Entry points of diag.jar: {@code -javaagent}, attach and the command line. Nothing thrown here
 * ever reaches the application: a failure is one line on stderr, and the application starts all the
 * same.
 */
public final class Launcher {
  private Launcher() {}

  /** Called on the main thread before the application's {@code main}, for a second at most. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    try {
      Map<String, String> request = Request.start(arguments);
      request.put("start", "static");
      Map<String, String> reply =
          Resident.handle(request, instrumentation, ownJar(), /* wait= */ false);
      String refusal = reply.get("error");
      if (refusal != null) {
        System.err.println("diag: " + refusal);
      }
    } catch (SecurityException denied) {
      System.err.println("diag: not started, the application runs without it: " + grant(denied));
    } catch (Throwable failure) {
      System.err.println("diag: not started, the application runs without it: " + failure);
    }
  }

  /** Called on the attach listener's thread, once for each command of the command line. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    try {
      Map<String, String> request = Request.parse(arguments);
      String jar = request.get("jar");
      File from = jar == null ? ownJar() : new File(jar);
      Map<String, String> reply = Resident.handle(request, instrumentation, from, /* wait= */ true);
      String file = request.get("reply");
      if (file != null) {
        Reply.write(file, reply);
      } else if (reply.get("error") != null) {
        System.err.println("diag: " + reply.get("error"));
      }
    } catch (SecurityException denied) {
      System.err.println("diag: command failed: " + grant(denied));
    } catch (Throwable failure) {
      System.err.println("diag: command failed: " + failure);
    }
  }

  /** The command line; see {@code java -jar diag.jar --help}. */
  public static void main(String[] arguments) throws Exception {
    try (AgentClassLoader loader = new AgentClassLoader(ownJar())) {
      Object exitCode =
          loader
              .loadClass("io.diag.cli.Main")
              .getMethod("run", File.class, String[].class)
              .invoke(null, ownJar(), arguments);
      System.exit((Integer) exitCode);
    }
  }

  private static String grant(SecurityException denied) {
    return "the security manager refuses ("
        + denied.getMessage()
        + "); grant diag.jar java.security.AllPermission in its policy";
  }

  /** The diag.jar that this class is from. */
  static File ownJar() throws URISyntaxException {
    return new File(
        Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI().getPath());
  }
}
