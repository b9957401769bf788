package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmFinderTest {
  private static final String JVM = "7f00-7f01 r-xp 00000000 08:01 1 /jdk/lib/server/libjvm.so\n";

  @TempDir private Path proc;

  @Test
  void aJvmWithProcessIdsOfItsOwnIsListedUnderTheOneThatIsSeenHere() throws IOException {
    process("self", "", "");
    process("4711", JVM, "NSpid:\t4711\t1\n");
    process("4712", "7f00-7f01 r-xp 00000000 08:01 1 /bin/sleep\n", "NSpid:\t4712\n");
    process("4713", JVM, "NSpid:\t4713\n");
    Map<Long, String> recorded = new TreeMap<>(Map.of(1L, "app.jar", 4712L, "of one that ended"));
    assertThat(find(recorded))
        .containsExactlyInAnyOrderEntriesOf(Map.of(4711L, "app.jar", 4713L, ""));
  }

  @Test
  void ofAProcessThatMayNotBeLookedAtItsRecordDecides() throws IOException {
    process("self", "", "");
    Files.createDirectories(proc.resolve("4711"));
    Files.createDirectories(proc.resolve("4712"));
    assertThat(find(Map.of(4711L, "app.jar"))).containsExactlyEntriesOf(Map.of(4711L, "app.jar"));
  }

  @Test
  void whereThereIsNoProcRecordsAreAllThatIsKnown() {
    File nowhere = proc.resolve("none").toFile();
    assertThat(new JvmFinder(nowhere).find(Map.of(1L, "app.jar")))
        .containsExactlyEntriesOf(Map.of(1L, "app.jar"));
  }

  private Map<Long, String> find(Map<Long, String> recorded) {
    return new JvmFinder(proc.toFile()).find(recorded);
  }

  private void process(String name, String maps, String status) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(name));
    Files.writeString(folder.resolve("maps"), maps);
    Files.writeString(folder.resolve("status"), status);
  }
}
