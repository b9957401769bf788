package io.diag.agent.session;

import io.diag.agent.os.ProcFs;
import io.diag.agent.os.RandomBytes;
import io.diag.wire.Hello;
import java.io.File;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Who this JVM is. Its id is made once per process and kept in the system property {@value
 * #PROPERTY} together with the number of sessions so far, so that it survives detach and attach and
 * no two sessions number their items alike.
 */
public final class JvmIdentity {
  public static final String PROPERTY = "diag.jvm.id";

  /** Items of one session; the whole stays below 2^53, which every JSON reader holds exactly. */
  private static final int SEQUENCE_BITS = 36;

  private final String id;
  private final long session;

  private JvmIdentity(String id, long session) {
    this.id = id;
    this.session = session;
  }

  /** The identity for a new session. */
  static JvmIdentity next() {
    String[] kept = System.getProperty(PROPERTY, "").split("/", 2);
    String id = kept[0];
    long session = 1;
    if (kept.length == 2 && id.matches("[A-Za-z0-9-]{8,64}") && kept[1].matches("\\d{1,4}")) {
      session = Long.parseLong(kept[1]) + 1;
    } else {
      id = RandomBytes.hex(16);
    }
    System.setProperty(PROPERTY, id + "/" + session);
    return new JvmIdentity(id, session);
  }

  /** The id that a session of this JVM has or had; empty before the first one. */
  public static String known() {
    return System.getProperty(PROPERTY, "").split("/", 2)[0];
  }

  public String id() {
    return id;
  }

  long firstSequence() {
    return (session << SEQUENCE_BITS) + 1;
  }

  /** What can be told of the JVM; reads management beans and {@code /proc}, so not on main. */
  static Hello.Builder describe(ProcFs files, Map<String, String> properties) {
    return Hello.builder()
        .host(host(files))
        .pid(pid())
        .jdk(properties.getOrDefault("java.version", "unknown"))
        .vm(properties.get("java.vm.name"))
        .gc(garbageCollector())
        .os(properties.get("os.name") + " " + properties.get("os.arch"))
        .cpus(Runtime.getRuntime().availableProcessors())
        .startedAtMillis(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  /** The jar's name without its ending, else the main class, else {@code java}. */
  static String service(Map<String, String> properties) {
    String command = properties.getOrDefault("sun.java.command", "").trim();
    String main = command.split("\\s", 2)[0];
    if (main.endsWith(".jar")) {
      return main.substring(main.lastIndexOf('/') + 1, main.length() - ".jar".length());
    }
    String name = main.substring(main.indexOf('/') + 1); // module/class
    return name.isEmpty() ? "java" : name;
  }

  /** Without asking a name server, which may take long. */
  private static String host(ProcFs files) {
    try {
      String name = files.read("/proc/sys/kernel/hostname").trim();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException noProc) {
      // the environment may know
    }
    String name = System.getenv("HOSTNAME");
    name = name == null ? System.getenv("COMPUTERNAME") : name;
    return name == null || name.isEmpty() ? "unknown" : name;
  }

  /** The process id as this process sees it, or 0 when it is not known. */
  public static long pid() {
    try {
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException noProc) {
      String name = ManagementFactory.getRuntimeMXBean().getName();
      String digits = name.split("@", 2)[0];
      return digits.matches("\\d+") ? Long.parseLong(digits) : 0;
    }
  }

  private static String garbageCollector() {
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      String name = bean.getName();
      if (name.startsWith("G1")) {
        return "G1";
      } else if (name.startsWith("PS")) {
        return "Parallel";
      } else if (name.equals("Copy") || name.equals("MarkSweepCompact")) {
        return "Serial";
      } else if (name.equals("ConcurrentMarkSweep") || name.equals("ParNew")) {
        return "CMS";
      } else if (name.startsWith("ZGC")) {
        return "ZGC";
      } else if (name.startsWith("Shenandoah")) {
        return "Shenandoah";
      } else if (name.startsWith("Epsilon")) {
        return "Epsilon";
      }
    }
    return null;
  }
}
