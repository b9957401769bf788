package io.diag.e2e.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A JVM in a mount namespace of its own, in which folders are not what they are elsewhere. */
public final class Mounts {
  private final List<String> commands = new ArrayList<>();

  /** The calling test is skipped unless it may make namespaces. */
  public static Mounts orSkip() {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
    return new Mounts();
  }

  /** From these folders nothing can be executed. */
  public Mounts noexec(Object... folders) {
    return remount("noexec", folders);
  }

  /** In these folders nothing can be written. */
  public Mounts readOnly(Object... folders) {
    return remount("ro", folders);
  }

  /** An empty disk of its own, from which nothing can be executed. */
  public Mounts disk(Path folder, int mebibytes) {
    commands.add("mount -t tmpfs -o noexec,size=" + mebibytes + "m none " + folder);
    return this;
  }

  /** Something else to be done inside. */
  public Mounts then(String command) {
    commands.add(command);
    return this;
  }

  /** Its home and working folder are {@code /tmp}. */
  public Forked target(Jdk jdk, List<String> options, Class<?> main, String... arguments) {
    List<String> java = new ArrayList<>(List.of(jdk.java().toString(), "-Duser.home=/tmp"));
    java.addAll(options);
    java.addAll(List.of("-cp", Artifacts.targets().toString(), main.getName()));
    java.addAll(List.of(arguments));
    String script = String.join(" && ", commands) + " && cd /tmp && exec \"$@\"";
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
    command.addAll(List.of("sh", "-c", script, "sh"));
    command.addAll(java);
    return Forked.start(command, Map.of());
  }

  private Mounts remount(String how, Object... folders) {
    for (Object folder : folders) {
      commands.add("mount --bind " + folder + " " + folder);
      commands.add("mount -o remount,bind," + how + " " + folder);
    }
    return this;
  }
}
