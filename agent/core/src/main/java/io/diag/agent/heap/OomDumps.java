package io.diag.agent.heap;

import io.diag.agent.command.CommandException;
import io.diag.agent.heap.OomFolder.Left;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Has the VM write its heap when it runs out of memory, and has that sent, redacted, by a process
 * beside the application; what a JVM left that did not outlive it is sent by the next one. Only
 * where the options ask for it: it changes two flags of the VM, which get their values back.
 */
public final class OomDumps implements Feature {
  public static final String NAME = "oom-dump";

  private static final String FLAG = "HeapDumpOnOutOfMemoryError";
  private static final String PATH = "HeapDumpPath";
  private static final long FLOOR_BYTES = 64L << 20;

  private final Supplier<VmFlags> vm;
  private final List<File> parents;
  private final String user;
  private final String jvmId;
  private final HelperProcess helper;
  private final String collector;
  private final long mostBytes;

  /** Those that are not to be sent again, or are not to be tried again by this JVM. */
  private final Set<File> done = new HashSet<>();

  private final Map<File, Long> lengths = new HashMap<>();
  private VmFlags flags;
  private OomFolder folder;
  private String pathBefore;
  private Process sending;
  private HelperOutput output;
  private Left sent;
  private String note;

  /**
   * @param vm reached when the feature starts
   * @param parents where dumps may be written, best first
   * @param user who runs this JVM
   * @param helper sends them
   * @param collector as {@code ship} takes it
   * @param heapBytes that the heap can have
   */
  public OomDumps(
      Supplier<VmFlags> vm,
      List<File> parents,
      String user,
      String jvmId,
      HelperProcess helper,
      String collector,
      long heapBytes) {
    this.vm = vm;
    this.parents = parents;
    this.user = user;
    this.jvmId = jvmId;
    this.helper = helper;
    this.collector = collector;
    mostBytes = heapBytes + heapBytes / 2 + FLOOR_BYTES;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FeatureState start() throws IOException {
    flags = vm.get();
    boolean isOwn = pathBefore != null; // since a start or a stop that failed
    if (!isOwn && Boolean.parseBoolean(flags.get(FLAG))) {
      return FeatureState.off(
          NAME,
          "the JVM was started with -XX:+"
              + FLAG
              + "; 'java -jar diag.jar ship FILE' sends what it writes");
    }
    folder = OomFolder.in(parents, user, jvmId, System::currentTimeMillis);
    long free = folder.usableBytes();
    if (free < mostBytes) {
      folder.leave();
      return FeatureState.off(
          NAME,
          "a dump may take "
              + (mostBytes >> 20)
              + " MB, and "
              + (free >> 20)
              + " MB are free in "
              + folder.own()
              + "; name another place with spool-dir=");
    }
    folder.touch();
    if (!isOwn) {
      pathBefore = flags.get(PATH);
    }
    flags.set(PATH, folder.own().getPath());
    flags.set(FLAG, "true");
    return FeatureState.on(NAME);
  }

  @Override
  public FeatureState tick(boolean ending) throws IOException {
    folder.touch();
    if (sending != null) {
      follow();
    } else if (!ending) {
      Left next = next();
      if (next != null) {
        send(next);
      }
    }
    return note == null ? FeatureState.on(NAME) : FeatureState.on(NAME, note);
  }

  @Override
  public void stop() {
    if (sending != null) {
      sending.destroy();
      sending = null;
      done.remove(sent.file); // so that it is sent if this is started again
    }
    if (pathBefore != null) {
      flags.set(FLAG, "false");
      flags.set(PATH, pathBefore);
      pathBefore = null;
    }
    if (folder != null) {
      folder.leave();
    }
  }

  /** One that does not grow any more, or null. */
  private Left next() {
    for (Left left : folder.ofThisJvm()) {
      Long before = lengths.put(left.file, left.file.length());
      if (!done.contains(left.file) && before != null && before == left.file.length()) {
        return left;
      }
    }
    for (Left left : folder.ofDeadJvms()) {
      if (!done.contains(left.file)) {
        return left;
      }
    }
    return null;
  }

  private void send(Left left) {
    try {
      sending =
          helper.start(
              Arrays.asList(
                  "ship",
                  left.file.getPath(),
                  collector,
                  "--redact",
                  "--remove",
                  "--jvm=" + left.jvmId),
              "ship " + left.file + " --redact");
      sent = left;
      output = new HelperOutput(sending.getInputStream());
      done.add(left.file);
      note = "a dump is being sent: " + left.file;
    } catch (CommandException refused) {
      done.add(left.file);
      note = left.file + " is not sent: " + refused.getMessage();
    }
  }

  private void follow() throws IOException {
    boolean ended = HelperProcess.hasEnded(sending);
    output.read(ended);
    if (ended) {
      boolean arrived = sending.exitValue() == 0 && output.dumpId() != null;
      note =
          arrived
              ? "the heap of a JVM without memory was sent as heap dump " + output.dumpId()
              : sent.file + " is not sent: " + output.failure(sending.exitValue());
      sending = null;
    }
  }
}
