package io.diag.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Eventually;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.HeapFile;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Mounts;
import io.diag.e2e.subject.Treasury;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A dump holds what was in the heap, or nothing of what was said, and leaves nothing behind. */
class HeapIT {
  private static final String COIN = Treasury.class.getName() + "$Coin";
  private static final String LOST_COIN = Treasury.class.getName() + "$LostCoin";

  @TempDir Path folder;

  /** Of the JVM's own. */
  @TempDir Path tmp;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void ofAllObjectsThoseThatNobodyHoldsAreThereTooAndWithoutTheyAreNot(int feature)
      throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(feature), 8)) {
      Path all = folder.resolve("all.hprof");
      Cli.Result result = Cli.diag("heap", jvm.pid(), "--all", "--out", all);
      assertTaken(result, all);
      assertThat(result.err().lines())
          .satisfiesExactly(
              line -> assertThat(line).contains("JVM " + jvm.pid() + " stands still for about 0.1"),
              line -> assertThat(line).matches("diag: up to \\d+ MB are written below .* free"),
              line -> assertThat(line).contains("secrets among it; --redact takes the data out"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(all)))
          .isEqualTo("rw-------");
      HeapFile heap = HeapFile.read(all);
      assertThat(heap.instances(COIN)).isEqualTo(Treasury.COINS);
      assertThat(heap.instances(LOST_COIN)).isEqualTo(Treasury.DROPPED);

      Path live = folder.resolve("live.hprof");
      assertTaken(Cli.diag("heap", jvm.pid(), "--no-redact", "--out", live), live);
      heap = HeapFile.read(live);
      assertThat(heap.instances(COIN)).isEqualTo(Treasury.COINS);
      assertThat(heap.instances(LOST_COIN)).isZero();
      for (Map.Entry<String, byte[]> secret : secrets().entrySet()) {
        assertThat(heap.indexOf(secret.getValue())).as(secret.getKey()).isNotNegative();
      }
      assertThat(folder.toFile().list()).containsExactlyInAnyOrder("all.hprof", "live.hprof");
      assertGoesOn(jvm);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aRedactedDumpHoldsTheSameObjectsAndNoSecret(int feature) throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(feature), 8)) {
      Path out = folder.resolve("redacted.hprof.gz");
      assertTaken(Cli.diag("heap", jvm.pid(), "--redact", "--out", out), out);
      assertRedacted(out);
      assertThat(folder.toFile().list()).containsExactly("redacted.hprof.gz");
      assertGoesOn(jvm);
    }
  }

  @ParameterizedTest(name = "redacted: {0}")
  @CsvSource({"false", "true"})
  void throughAPipeTheSameComesWithoutAFileOfTheJvm(boolean redacted) throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(17), 8)) {
      Path out = folder.resolve(redacted ? "piped.hprof.gz" : "piped.hprof");
      String how = redacted ? "--redact" : "--no-redact";
      Cli.Result result = Cli.diag("heap", jvm.pid(), "--via", "pipe", how, "--out", out);
      assertTaken(result, out);
      assertThat(result.err()).contains("nothing is written on the JVM's side; up to ");
      if (redacted) {
        assertRedacted(out);
      } else {
        assertThat(HeapFile.read(out).instances(COIN)).isEqualTo(Treasury.COINS);
      }
      assertGoesOn(jvm);
    }
  }

  @Test
  void aJdkThatWouldNeedADiskAllTheSameSaysSo() throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(25), 1)) {
      Path out = folder.resolve("piped.hprof");
      Cli.Result result = Cli.diag("heap", jvm.pid(), "--via", "pipe", "--out", out);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err())
          .startsWith(
              "diag: JVM "
                  + jvm.pid()
                  + " cannot write its heap into a pipe: it writes the objects to a file beside")
          .hasLineCount(1);
      assertGoesOn(jvm);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest(name = "--max-pause {0}: {1}")
  @CsvSource({"60, it is written at 0 MB/s", "2, the JVM stood still for 2 s"})
  void whenNobodyTakesTheDumpItIsGivenUpAndTheJvmGoesOn(int maxPause, String reason)
      throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(17), 48);
        Forked reader = stuckReader()) {
      Forked cli = pipeIntoStuck(jvm, maxPause);
      assertThat(cli.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
      assertThat(cli.err())
          .contains("diag: the dump of JVM " + jvm.pid() + " was given up: " + reason)
          .endsWith("; nothing was written\n");
      assertGoesOn(jvm);
      assertThat(folder).isEmptyDirectory();
      assertThat(reader.isAlive()).isTrue();
    }
  }

  /** The moments are spread over what the command line does before and while the JVM writes. */
  @Test
  void terminatedAtAnyMomentNothingIsLeft() throws IOException, InterruptedException {
    try (Forked jvm = treasury(Jdk.own(), 1)) {
      for (int millis = 150; millis <= 900; millis += 75) {
        Path out = folder.resolve("cut-" + millis + ".hprof");
        try (Forked cli = Cli.start(Jdk.own(), "heap", jvm.pid(), "--out", out)) {
          Thread.sleep(millis);
          cli.terminate();
          cli.awaitExit(Duration.ofSeconds(30));
        }
        assertThat(folder.toFile().list((at, name) -> name.endsWith(".part")))
            .as("after %d ms", millis)
            .isEmpty();
      }
      assertGoesOn(jvm);
    }
  }

  @Test
  void ctrlCEndsAPipeAndTheJvmGoesOn() throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(17), 48);
        Forked reader = stuckReader();
        Forked cli = pipeIntoStuck(jvm, 60)) {
      awaitStandstill(jvm);
      Cli.Result second = Cli.diag("heap", jvm.pid(), "--out", folder.resolve("second.hprof"));
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err())
          .isEqualTo(
              "diag: a heap dump of JVM "
                  + jvm.pid()
                  + " is being taken already; try again when it is done\n");
      cli.interrupt();
      assertThat(cli.awaitExit(Duration.ofSeconds(20))).isEqualTo(130);
      assertThat(cli.err()).endsWith("diag: interrupted; nothing was written\n");
      assertGoesOn(jvm);
      assertThat(folder).isEmptyDirectory();
      assertThat(reader.isAlive()).isTrue();
    }
  }

  @Test
  void ofAJvmThatIsKilledMeanwhileNothingStays() throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(17), 48);
        Forked reader = stuckReader();
        Forked cli = pipeIntoStuck(jvm, 60)) {
      awaitStandstill(jvm);
      jvm.kill();
      reader.kill();
      assertThat(cli.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(cli.err()).contains("JVM " + jvm.pid()).endsWith("; nothing was written\n");
      assertThat(folder).isEmptyDirectory();
    }
  }

  /** The JVM is stopped as soon as its file is there, so that what follows meets it at work. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void ctrlCWhileAJvmWritesAFileLeavesNoneAndTheJvmGoesOn(int feature) throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(feature), 200);
        Forked cli = stoppedWhileWriting(jvm)) {
      cli.interrupt();
      assertThat(cli.awaitExit(Duration.ofSeconds(20))).isEqualTo(130);
      assertThat(cli.err()).endsWith("diag: interrupted; nothing was written\n");
      assertThat(folder).isEmptyDirectory();
      signal("CONT", jvm);
      assertGoesOn(jvm);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void ofAJvmThatIsKilledWhileItWritesAFileNothingStays(int feature) throws IOException {
    try (Forked jvm = treasury(Jdks.orSkip(feature), 200);
        Forked cli = stoppedWhileWriting(jvm)) {
      jvm.kill();
      assertThat(cli.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
      assertThat(cli.err())
          .endsWith(
              "diag: JVM " + jvm.pid() + " ended while it wrote its heap; nothing was written\n");
      assertThat(folder).isEmptyDirectory();
      assertThat(tmp).isEmptyDirectory();
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeTheJvmIsAsked() throws IOException {
    Mounts small = Mounts.orSkip().disk(folder, 70);
    try (Forked jvm = treasury(Jdk.own(), 32)) {
      List<String> command = new ArrayList<>(List.of(Jdk.own().java().toString(), "-jar"));
      command.addAll(List.of(Artifacts.agent().toString(), "heap", Long.toString(jvm.pid())));
      command.addAll(List.of("--out", folder.resolve("x.hprof").toString()));
      try (Forked cli = Forked.start(small.around(command), Map.of())) {
        assertThat(cli.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
        assertThat(cli.err())
            .matches(
                "diag: the dump does not fit: it may take \\d+ MB and leave 64 MB, and "
                    + folder
                    + " has 70 MB free; choose another place with --out\n");
      }
      assertGoesOn(jvm);
    }
  }

  @Test
  void whatIsMisusedIsSaidInOneLine() throws IOException {
    Path there = Files.writeString(folder.resolve("there.hprof"), "mine");
    try (Forked jvm = treasury(Jdk.own(), 1)) {
      assertRefused(2, jvm, "'x.bin' does not say what it is", "--out", folder.resolve("x.bin"));
      assertRefused(2, jvm, "contradict each other", "--redact", "--no-redact");
      assertRefused(2, jvm, "'tape' is no way for a dump", "--via", "tape");
      assertRefused(2, jvm, "go with --via pipe", "--spill", 5);
      assertRefused(2, jvm, "--max-pause is 1 to 3600", "--via", "pipe", "--max-pause", 0);
      assertRefused(2, jvm, "--spill is 0 to 1000000", "--via", "pipe", "--spill", -1);
      assertRefused(1, jvm, there + " is there already; add --force", "--out", there);
      assertThat(Files.readString(there)).isEqualTo("mine");
      assertTaken(Cli.diag("heap", jvm.pid(), "--force", "--out", there), there);
      assertThat(HeapFile.read(there).instances(COIN)).isEqualTo(Treasury.COINS);
      assertThat(folder.toFile().list()).containsExactly("there.hprof");
    }
  }

  private void assertTaken(Cli.Result result, Path out) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).startsWith(out + ": heap of JVM ").hasLineCount(1);
    assertThat(tmp).isEmptyDirectory();
  }

  private static void assertRedacted(Path out) throws IOException {
    HeapFile heap = HeapFile.read(out);
    assertThat(heap.instances(COIN)).isEqualTo(Treasury.COINS);
    for (Map.Entry<String, byte[]> secret : secrets().entrySet()) {
      assertThat(heap.indexOf(secret.getValue())).as(secret.getKey()).isNegative();
    }
    assertThat(heap.indexOf(Treasury.THREAD.getBytes(StandardCharsets.ISO_8859_1)))
        .as("names of threads stay")
        .isNotNegative();
  }

  private static void assertGoesOn(Forked jvm) {
    String word = "word-" + System.nanoTime();
    jvm.say(word);
    jvm.awaitLine("heard " + word);
  }

  private static void assertRefused(int exitCode, Forked jvm, String line, Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("heap", jvm.pid()));
    arguments.addAll(List.of(options));
    Cli.Result result = Cli.diag(arguments.toArray());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    assertThat(result.err()).startsWith("diag: ").contains(line).hasLineCount(1);
  }

  /** Each secret as it may stand in a dump; all of these do in one that is not redacted. */
  private static Map<String, byte[]> secrets() {
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    secrets.put("text", Treasury.TEXT.getBytes(StandardCharsets.ISO_8859_1));
    secrets.put(
        "wide text in the machine's order",
        Treasury.WIDE_TEXT.getBytes(
            ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_16LE));
    secrets.put("bytes", Treasury.BYTES.getBytes(StandardCharsets.ISO_8859_1));
    secrets.put("chars", Treasury.CHARS.getBytes(StandardCharsets.UTF_16BE));
    secrets.put("number", ByteBuffer.allocate(8).putLong(Treasury.NUMBER).array());
    return secrets;
  }

  private Forked treasury(Jdk jdk, int mebibytes) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(List.of("-Xmx512m", "-Xms512m", "-Djava.io.tmpdir=" + tmp));
    command.addAll(List.of("-cp", Artifacts.targets().toString(), Treasury.class.getName()));
    command.add(Integer.toString(mebibytes));
    Forked jvm = Forked.listening(command, Map.of());
    jvm.awaitLine("ready");
    return jvm;
  }

  /** Holds a pipe open that stands where the dump is written to, and takes nothing from it. */
  private Forked stuckReader() {
    Path part = folder.resolve(".stuck.hprof.part");
    return Forked.start(
        List.of("sh", "-c", "mkfifo \"$1\" && exec sleep 120 < \"$1\"", "sh", part.toString()),
        Map.of());
  }

  /** With 12 MB of memory to put aside what comes, and no disk. */
  private Forked pipeIntoStuck(Forked jvm, int maxPauseSeconds) {
    List<String> command = new ArrayList<>(List.of(Jdk.own().java().toString()));
    command.addAll(List.of("-Xmx48m", "-jar", Artifacts.agent().toString(), "heap"));
    command.addAll(List.of(Long.toString(jvm.pid()), "--via", "pipe", "--spill", "0"));
    command.addAll(List.of("--max-pause", Integer.toString(maxPauseSeconds)));
    command.addAll(List.of("--out", folder.resolve("stuck.hprof").toString()));
    awaitStuckFile();
    return Forked.start(command, Map.of());
  }

  private void awaitStuckFile() {
    Eventually.eventually(
        "a pipe for the dump",
        Duration.ofSeconds(20),
        () -> Files.exists(folder.resolve(".stuck.hprof.part")),
        there -> there);
  }

  /** Once it does not answer any more within a second, it stands still. */
  private static void awaitStandstill(Forked jvm) {
    Eventually.eventually(
        "the JVM stands still",
        Duration.ofSeconds(30),
        () -> {
          String word = "still-" + System.nanoTime();
          jvm.say(word);
          Thread.sleep(1_000);
          return jvm.out().contains(word);
        },
        answered -> !answered);
  }

  /** A command whose JVM is stopped while it writes; tried again if it was done before. */
  private Forked stoppedWhileWriting(Forked jvm) throws IOException {
    for (int attempt = 0; attempt < 10; attempt++) {
      Path out = folder.resolve("disk" + attempt + ".hprof");
      Forked cli = Cli.start(Jdk.own(), "heap", jvm.pid(), "--out", out);
      while (cli.isAlive() && !isBegun()) {
        Thread.onSpinWait();
      }
      signal("STOP", jvm);
      if (cli.isAlive() && isBegun() && !Files.exists(out)) {
        return cli;
      }
      signal("CONT", jvm);
      cli.awaitExit(Duration.ofSeconds(30));
      cli.close();
      Files.deleteIfExists(out);
    }
    throw new AssertionError("the JVM was always done before it could be stopped");
  }

  private boolean isBegun() {
    String[] names = folder.toFile().list((parent, name) -> name.startsWith("diag-heap-"));
    return names.length > 0 && folder.resolve(names[0]).resolve("heap.hprof").toFile().length() > 0;
  }

  private static void signal(String name, Forked jvm) {
    List<String> kill = List.of("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, jvm.pid() + "");
    try (Forked process = Forked.start(kill, Map.of())) {
      assertThat(process.awaitExit(Duration.ofSeconds(10))).as(process.err()).isZero();
    }
  }
}
