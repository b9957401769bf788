package io.diag.agent.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.agent.command.CommandException;
import io.diag.agent.command.CommandRun;
import io.diag.agent.os.ProcFs;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapDumpHandlerTest {
  private static final File JAR = new File("/opt/diag.jar");
  private static final String COLLECTOR = "collector=http://127.0.0.1:1";

  @TempDir Path home;

  @Test
  void aJavaWithoutALauncherIsToldWithTheWayOut() {
    HeapDumpHandler handler = handler(-1);
    assertThatThrownBy(() -> handler.start(Collections.emptyMap()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("has no launcher at")
        .hasMessageContaining("diag.jar heap 42 --ship");
  }

  @Test
  void aContainerThatIsNearlyFullIsNotPushedOver() throws Exception {
    launcher("exit 0");
    assertThatThrownBy(() -> handler(100L << 20).start(Collections.emptyMap()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("only 100 MB are left");
  }

  @Test
  void theHelperGetsTheArgumentsAndItsFailureIsTheCommands() throws Exception {
    launcher("echo \"$@\" > " + home.resolve("arguments") + "; echo diag: no room; exit 1");
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("live", false);
    arguments.put("redact", false);
    CommandRun run = handler(-1).start(arguments);
    assertThatThrownBy(() -> toTheEnd(run))
        .isInstanceOf(CommandException.class)
        .hasMessage("no room");
    run.stop();
    assertThat(new String(Files.readAllBytes(home.resolve("arguments")), StandardCharsets.UTF_8))
        .contains(JAR + " heap 42 --ship=" + COLLECTOR + " --all --no-redact");
  }

  @Test
  void aStopEndsTheHelper() throws Exception {
    Path ended = home.resolve("ended");
    Path ready = home.resolve("ready");
    launcher("trap 'touch " + ended + "; exit 143' TERM; touch " + ready + "; sleep 60 & wait");
    CommandRun run = handler(-1).start(Collections.emptyMap());
    await(ready);
    run.step();
    run.stop();
    await(ended);
  }

  @Test
  void theRoomIsTheLimitWithoutWhatTheJvmHolds() throws Exception {
    Path proc = Files.createDirectories(home.resolve("proc/self"));
    Path group = Files.createDirectories(home.resolve("sys/fs/cgroup"));
    Files.write(proc.resolve("status"), "RssAnon:\t 1024 kB\n".getBytes(StandardCharsets.UTF_8));
    assertThat(new ContainerRoom(new ProcFs(home.toFile())).bytes()).as("no group").isEqualTo(-1);
    Files.write(proc.resolve("cgroup"), "0::/\n".getBytes(StandardCharsets.UTF_8));
    Files.write(
        proc.resolve("mountinfo"),
        "30 25 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n".getBytes(StandardCharsets.UTF_8));
    Files.write(group.resolve("memory.max"), "10485760\n".getBytes(StandardCharsets.UTF_8));
    Files.write(group.resolve("memory.current"), "9485760\n".getBytes(StandardCharsets.UTF_8));
    assertThat(new ContainerRoom(new ProcFs(home.toFile())).bytes())
        .isEqualTo((10L << 20) - (1L << 20));
  }

  private HeapDumpHandler handler(long room) {
    HelperProcess helper = new HelperProcess(home.toFile(), JAR, () -> room);
    return new HeapDumpHandler(helper, 42, COLLECTOR);
  }

  private static void await(Path file) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!Files.exists(file)) {
      assertThat(System.nanoTime()).as("%s", file).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static void toTheEnd(CommandRun run) throws Exception {
    for (int i = 0; i < 500; i++) {
      run.step();
      Thread.sleep(20);
    }
  }

  /** Stands in for the Java launcher. */
  private void launcher(String script) throws Exception {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path java = bin.resolve("java");
    Files.write(java, ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }
}
