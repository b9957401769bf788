package io.diag.e2e.subject;

import java.net.ProxySelector;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Looks at what it can see of the agent and at settings that belong to an application. */
public final class Looker {
  private Looker() {}

  public static void main(String[] args) throws InterruptedException {
    for (String name :
        new String[] {
          "io.diag.launch.Launcher",
          "io.diag.agent.AgentEntry",
          "io.diag.wire.Wire",
          "io.diag.cli.Main",
          "picocli.CommandLine",
          "com.fasterxml.jackson.core.JsonFactory",
          "one.profiler.AsyncProfiler",
          "one.convert.FlameGraph"
        }) {
      System.out.println((canSee(name) ? "sees " : "not ") + name);
    }
    boolean unchanged =
        Thread.getDefaultUncaughtExceptionHandler() == null
            && ownProperties().isEmpty()
            && ProxySelector.getDefault().getClass().getName().startsWith("sun.net.spi");
    System.out.println(unchanged ? "settings unchanged" : "settings changed: " + ownProperties());
    System.out.println("looked");
    if (args.length > 0) {
      System.exit(7);
    }
    new CountDownLatch(1).await();
  }

  /** Properties of ours beyond the two documented ones. */
  private static Map<Object, Object> ownProperties() {
    Map<Object, Object> own = new TreeMap<>(System.getProperties());
    own.keySet()
        .removeIf(
            key ->
                !key.toString().contains("diag")
                    || key.equals("diag.jvm.id")
                    || key.equals("diag.agent.on"));
    return own;
  }

  private static boolean canSee(String name) {
    try {
      Class.forName(name, false, ClassLoader.getSystemClassLoader());
      return true;
    } catch (ClassNotFoundException notThere) {
      return false;
    }
  }
}
