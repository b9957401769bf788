package io.diag.agent.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.wire.FeatureState;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomDumpsTest {
  private static final String FLAG = "HeapDumpOnOutOfMemoryError";
  private static final String PATH = "HeapDumpPath";
  private static final long HEAP = 1 << 20;

  @TempDir Path home;

  private final Map<String, String> flags = new HashMap<>(Map.of(FLAG, "false", PATH, "/before"));
  private int failingSets;

  @Test
  void theFlagsAreSetAndGivenBackAndNothingIsLeft() throws Exception {
    OomDumps dumps = dumps("one", HEAP);
    assertThat(dumps.start().toString()).isEqualTo("oom-dump on");
    assertThat(flags).containsEntry(FLAG, "true").containsEntry(PATH, folder("one").toString());
    dumps.stop();
    assertThat(flags).containsEntry(FLAG, "false").containsEntry(PATH, "/before");
    assertThat(all()).doesNotExist();
  }

  @Test
  void aJvmThatWritesDumpsItselfIsLeftAlone() throws Exception {
    flags.put(FLAG, "true");
    OomDumps dumps = dumps("one", HEAP);
    assertThat(dumps.start().status()).isEqualTo(FeatureState.Status.OFF);
    dumps.stop();
    assertThat(flags).containsEntry(FLAG, "true").containsEntry(PATH, "/before");
  }

  @Test
  void whatItSetBeforeItFailedIsItsOwn() throws Exception {
    OomDumps dumps = dumps("one", HEAP);
    failingSets = 2;
    assertThatThrownBy(dumps::start).isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(dumps::stop).isInstanceOf(OutOfMemoryError.class);
    assertThat(flags).containsEntry(FLAG, "true");
    assertThat(dumps.start().toString()).isEqualTo("oom-dump on");
    assertThat(flags).containsEntry(FLAG, "true").containsEntry(PATH, folder("one").toString());
    dumps.stop();
    assertThat(flags).containsEntry(FLAG, "false").containsEntry(PATH, "/before");
    assertThat(all()).doesNotExist();
  }

  @Test
  void withoutRoomItIsOffAndSaysWhere() throws Exception {
    OomDumps dumps = dumps("one", 1L << 60);
    FeatureState state = dumps.start();
    assertThat(state.status()).isEqualTo(FeatureState.Status.OFF);
    assertThat(state.reason()).contains(home.toString(), "spool-dir=");
    dumps.stop();
    assertThat(flags).containsEntry(FLAG, "false").containsEntry(PATH, "/before");
    assertThat(all()).doesNotExist();
  }

  @Test
  void aDumpIsSentOnceItNoLongerGrows() throws Exception {
    helper(
        "echo \"$@\" >> " + home.resolve("arguments") + "; rm $8; echo sent to x as heap dump 7");
    OomDumps dumps = dumps("one", HEAP);
    dumps.start();
    Path dump = folder("one").resolve("java_pid1.hprof");
    Files.write(dump, new byte[10]);
    dumps.tick(false);
    Files.write(dump, new byte[20]);
    dumps.tick(false);
    assertThat(home.resolve("arguments")).doesNotExist();
    assertThat(dumps.tick(false).reason()).contains("a dump is being sent");
    awaitNote(dumps, "was sent as heap dump 7");
    assertThat(arguments()).contains("ship " + dump + " collector=x --redact --remove --jvm=one");
    dumps.tick(false);
    dumps.stop();
  }

  @Test
  void whatADeadJvmLeftIsSentByTheNextAndWhatALiveOneHasIsNot() throws Exception {
    helper("echo \"$@\" >> " + home.resolve("arguments") + "; echo diag: no collector; exit 1");
    OomDumps dead = dumps("dead", HEAP);
    dead.start();
    Path left = Files.write(folder("dead").resolve("java_pid9.hprof"), new byte[5]);
    OomDumps live = dumps("live", HEAP);
    live.start();
    Files.write(folder("live").resolve("java_pid8.hprof"), new byte[5]);
    OomDumps next = dumps("next", HEAP);
    next.start();
    next.tick(false);
    assertThat(home.resolve("arguments")).doesNotExist();
    File folder = folder("dead").toFile();
    assertThat(folder.setLastModified(System.currentTimeMillis() - 3_600_000)).isTrue();
    next.tick(false);
    awaitNote(next, "is not sent: no collector");
    assertThat(arguments()).contains(left.toString(), "--jvm=dead").doesNotContain("java_pid8");
    assertThat(left).exists();
    next.tick(false);
    assertThat(arguments().lines().count()).as("tried once").isEqualTo(1);
    next.stop();
  }

  private void awaitNote(OomDumps dumps, String text) throws Exception {
    long deadline = System.nanoTime() + 10_000_000_000L;
    String note = "";
    while (note == null || !note.contains(text)) {
      assertThat(System.nanoTime()).as("%s", note).isLessThan(deadline);
      Thread.sleep(20);
      note = dumps.tick(true).reason();
    }
  }

  private OomDumps dumps(String jvm, long heap) {
    Map<String, String> own =
        jvm.equals("one") ? flags : new HashMap<>(Map.of(FLAG, "false", PATH, ""));
    VmFlags vm =
        new VmFlags() {
          @Override
          public String get(String name) {
            return own.get(name);
          }

          @Override
          public void set(String name, String value) {
            if (failingSets > 0 && name.equals(FLAG)) {
              failingSets--;
              own.put(name, "true");
              throw new OutOfMemoryError("Java heap space");
            }
            own.put(name, value);
          }
        };
    HelperProcess helper = new HelperProcess(home.toFile(), new File("/opt/diag.jar"), () -> -1);
    return new OomDumps(
        () -> vm, Collections.singletonList(home.toFile()), "me", jvm, helper, "collector=x", heap);
  }

  private Path all() {
    return home.resolve("diag-oom-me");
  }

  private Path folder(String jvm) {
    return all().resolve(jvm);
  }

  private String arguments() throws Exception {
    return new String(Files.readAllBytes(home.resolve("arguments")), StandardCharsets.UTF_8);
  }

  /** Stands in for the Java launcher. */
  private void helper(String script) throws Exception {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.write(java, ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }
}
