package io.diag.e2e.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM in a mount namespace of its own, in which folders are not what they are elsewhere. */
public final class Mounts {
  private final List<String> commands = new ArrayList<>();
  private final List<String> unshare =
      new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));

  /** The calling test is skipped unless it may make namespaces. */
  public static Mounts orSkip() {
    Root.orSkip();
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
    return then("mount -t tmpfs -o noexec,size=" + mebibytes + "m none " + folder);
  }

  /** As {@link #disk}, but these folders are seen there as before. */
  public Mounts diskBut(Path folder, int mebibytes, Path... seen) {
    then("mount -t tmpfs none /mnt");
    for (int i = 0; i < seen.length; i++) {
      then("mkdir /mnt/" + i + " && mount --bind " + seen[i] + " /mnt/" + i);
    }
    disk(folder, mebibytes);
    for (int i = 0; i < seen.length; i++) {
      then("mkdir -p " + seen[i] + " && mount --bind /mnt/" + i + " " + seen[i]);
    }
    return this;
  }

  /** The system's own disk, without what is mounted elsewhere. */
  public Mounts readOnlyRoot() {
    return then("mount -o remount,bind,ro /");
  }

  /** Nothing is there. */
  public Mounts empty(Object folder) {
    return then("mount -t tmpfs none " + folder);
  }

  /** With process ids of its own, seen in a {@code /proc} of its own; ends with its parent. */
  public Mounts ownPids() {
    unshare.addAll(List.of("--pid", "--fork", "--kill-child", "--mount-proc"));
    return this;
  }

  /** Something else to be done inside. */
  public Mounts then(String command) {
    commands.add(command);
    return this;
  }

  /** The command with all that around it. */
  public List<String> around(List<String> command) {
    List<String> whole = new ArrayList<>(unshare);
    String script = String.join(" && ", commands) + " && exec \"$@\"";
    whole.addAll(List.of("sh", "-c", script, "sh"));
    whole.addAll(command);
    return whole;
  }

  /** Its home and working folder are {@code /tmp}. */
  public Forked target(Jdk jdk, List<String> options, Class<?> main, String... arguments) {
    List<String> java = new ArrayList<>(List.of(jdk.java().toString(), "-Duser.home=/tmp"));
    java.addAll(options);
    java.addAll(List.of("-cp", Artifacts.targets().toString(), main.getName()));
    java.addAll(List.of(arguments));
    return Forked.start(then("cd /tmp").around(java), Map.of());
  }

  private Mounts remount(String how, Object... folders) {
    for (Object folder : folders) {
      then("mount --bind " + folder + " " + folder);
      then("mount -o remount,bind," + how + " " + folder);
    }
    return this;
  }
}
