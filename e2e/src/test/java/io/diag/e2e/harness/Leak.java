package io.diag.e2e.harness;

import io.diag.e2e.subject.Leaking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that keep ever more memory of a kind or two, and the rules that are to name it. */
public enum Leak {
  NONE("none", 8),
  HEAP("heap", 8, "heap-leak"),
  DIRECT("direct", 8, "direct-buffer-growth"),
  UNSAFE("unsafe", 8, "native-growth"),
  ARENA("arena", 22, "native-growth"),
  DEFLATER("deflater", 8, "native-growth"),
  INFLATER("inflater", 8, "native-growth"),
  MAPPED("mapped", 8, "mapped-growth"),
  THREADS("threads", 8, "thread-growth"),
  LOADERS("loaders", 8, "metaspace-growth"),
  /** Compiled code, at an eighth of the rate: the compiler could not follow. */
  CODE("code", 8, "code-cache-growth"),
  DIRECT_AND_LOADERS("direct+loaders", 8, "direct-buffer-growth", "metaspace-growth"),
  /** Its buffers are the JDK's direct ones. */
  NETTY_41("servers", 8, "direct-buffer-growth"),
  /** Its buffers are none that the JDK knows of. */
  NETTY_41_NO_CLEANER("servers", 8, "netty-growth"),
  NETTY_42("servers-next", 22, "netty-growth"),
  /** As {@link #NETTY_41}. */
  NETTY_42_BEFORE_22("servers-next", 8, "direct-buffer-growth");

  private final String program;
  private final int since;
  private final String rules;

  Leak(String program, int since, String... rules) {
    this.program = program;
    this.since = since;
    this.rules = String.join(" ", rules);
  }

  /** Empty where nothing is to be found. */
  public List<String> rules() {
    return rules.isEmpty() ? List.of() : List.of(rules.split(" "));
  }

  /** The method that takes what this rule finds. */
  public String taker(String rule) {
    if (program.startsWith("servers")) {
      return "io.diag.servers.NettyLeak.retained";
    }
    return Leaking.class.getName()
        + switch (rule) {
          case "heap-leak" -> ".keepBytes";
          case "direct-buffer-growth" -> ".keepDirect";
          case "mapped-growth" -> ".keepMapped";
          case "thread-growth" -> ".keepThread";
          case "metaspace-growth", "code-cache-growth" -> "$Nursery.define";
          default ->
              switch (this) {
                case UNSAFE -> ".keepUnsafe";
                case ARENA -> ".keepSegment";
                case DEFLATER -> ".keepDeflater";
                case INFLATER -> ".keepInflater";
                default -> throw new IllegalStateException(this + " has no " + rule);
              };
        };
  }

  /** What there is most of by part of its name, or null where nobody looks. */
  public static String holder(String rule) {
    return switch (rule) {
      case "heap-leak" -> "byte[]";
      case "thread-growth" -> "kept-*";
      case "metaspace-growth", "code-cache-growth" -> Leaking.class.getName() + "$Nursery";
      case "mapped-growth" -> "/mapped";
      default -> null;
    };
  }

  /** Whether this JDK can leak in that way. */
  public boolean isFor(Jdk jdk) {
    return jdk.feature() >= since && (this != NETTY_42_BEFORE_22 || jdk.feature() < 22);
  }

  /** How it is run. */
  public List<String> command(Jdk jdk, int kibibytesPerSecond, List<String> jvmOptions) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.add("-Djava.io.tmpdir=" + RunFolder.temporary());
    command.addAll(heap());
    command.add("-XX:MaxDirectMemorySize=3g");
    if (this == NETTY_41_NO_CLEANER) {
      command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
      command.add("-Dio.netty.tryReflectionSetAccessible=true");
    }
    if (this == CODE) {
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=512m"));
    }
    command.addAll(jvmOptions);
    String rate = Integer.toString(this == CODE ? kibibytesPerSecond / 8 : kibibytesPerSecond);
    if (program.startsWith("servers")) {
      command.addAll(List.of("-cp", nettyClassPath(), "io.diag.servers.NettyLeak", rate));
    } else {
      command.addAll(List.of("-cp", Artifacts.targets().toString()));
      command.addAll(List.of(Leaking.class.getName(), program, rate));
    }
    return command;
  }

  /** Where nothing leaks there is room enough to take what would be a leak elsewhere. */
  private List<String> heap() {
    return switch (this) {
      case NONE -> List.of("-Xms1500m", "-Xmx1500m");
      case HEAP -> List.of("-Xms64m", "-Xmx2g");
      default -> List.of("-Xms64m", "-Xmx256m");
    };
  }

  private String nettyClassPath() {
    Path modules = Artifacts.repository().resolve("e2e");
    try {
      return modules.resolve("servers/target/classes")
          + ":"
          + Files.readString(modules.resolve(program).resolve("target/classpath")).trim();
    } catch (IOException notBuilt) {
      throw new UncheckedIOException(notBuilt);
    }
  }
}
