package io.diag.collector.store.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.TestClock;
import io.diag.collector.store.Blobs;
import io.diag.collector.store.Blobs.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {
  private static final long BUDGET = 1_000_000;

  @TempDir private Path data;
  private final TestClock clock = new TestClock("2026-11-22T12:00:00Z");

  @Test
  void chunksOfTheRangeComeBackInTheOrderOfTimeAndUncompressed() throws IOException {
    try (Blobs blobs = open()) {
      blobs.put(chunk("jvm-aaaa", 2, 20), gzip("two"), true);
      blobs.put(chunk("jvm-aaaa", 1, 10), bytes("one"), false);
      blobs.put(chunk("jvm-bbbb", 1, 10), bytes("other"), false);
      blobs.put(chunk("jvm-aaaa", 3, 30), bytes("three"), false);
      assertThat(read(blobs, "jvm-aaaa", 0, 100)).isEqualTo("onetwothree");
      assertThat(read(blobs, "jvm-aaaa", 10, 20)).isEqualTo("two");
      assertThat(read(blobs, "jvm-aaaa", 9, 11)).isEqualTo("onetwo");
      assertThat(read(blobs, "jvm-aaaa", 30, 99)).isEmpty();
    }
    try (Blobs again = open()) {
      assertThat(read(again, "jvm-aaaa", 0, 100)).isEqualTo("onetwothree");
    }
  }

  @Test
  void filesAreTheirOwnersAlone() throws IOException {
    try (Blobs blobs = open()) {
      blobs.put(chunk("jvm-aaaa", 1, 10), bytes("one"), false);
      assertThat(files()).hasSize(1);
      for (Path file : files()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
            .isEqualTo("rwx------");
      }
    }
  }

  @Test
  void afterADayAChunkIsGone() throws IOException {
    try (FileBlobs blobs = open()) {
      blobs.put(chunk("jvm-aaaa", 1, 10), bytes("one"), false);
      clock.advance(Duration.ofDays(1));
      blobs.sweep();
      assertThat(read(blobs, "jvm-aaaa", 0, 100)).isEqualTo("one");
      clock.advance(Duration.ofSeconds(11));
      blobs.sweep();
      assertThat(read(blobs, "jvm-aaaa", 0, 100)).isEmpty();
      assertThat(files()).isEmpty();
      assertThat(data.resolve("raw/jvm-aaaa")).doesNotExist();
    }
  }

  @Test
  void theOldestGoFirstWhenTheDataDirectoryOutgrowsItsBudget() throws IOException {
    Files.write(data.resolve("day-2026-11-22.db"), new byte[400_000]);
    try (FileBlobs blobs = open()) {
      for (int i = 1; i <= 5; i++) {
        blobs.put(chunk("jvm-aaa" + i % 2, i, i * 10L), new byte[200_000], false);
      }
      blobs.sweep();
      assertThat(files().stream().map(file -> file.getFileName().toString().split("-", -1)[2]))
          .containsExactlyInAnyOrder("3", "4", "5");
      Files.write(data.resolve("day-2026-11-22.db"), new byte[1_100_000]);
      blobs.sweep();
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNotWholeIsNeverGivenOut() throws IOException {
    try (Blobs blobs = open()) {
      blobs.put(chunk("jvm-aaaa", 1, 10), bytes("one"), false);
      blobs.put(chunk("jvm-aaaa", 2, 20), bytes("two"), false);
      blobs.put(chunk("jvm-aaaa", 3, 30), bytes("six"), false);
      // As long as it should be, but with other bytes: what a loss of power may leave.
      Files.writeString(file(1), "on\0");
      assertThat(read(blobs, "jvm-aaaa", 0, 100)).isEqualTo("twosix");
      Files.delete(file(3));
      assertThat(read(blobs, "jvm-aaaa", 0, 100)).isEqualTo("two");
    }
    Path half = Files.writeString(file(2), "t");
    Path part = Files.writeString(half.resolveSibling("1-2-3-4-00000000.jfr.part"), "x");
    try (Blobs again = open()) {
      assertThat(half).doesNotExist();
      assertThat(part).doesNotExist();
      assertThat(read(again, "jvm-aaaa", 0, 100)).isEmpty();
    }
  }

  private FileBlobs open() throws IOException {
    return new FileBlobs(data, BUDGET, clock);
  }

  private Path file(int sequence) throws IOException {
    return files().stream().filter(path -> sequence(path) == sequence).findFirst().orElseThrow();
  }

  private static int sequence(Path file) {
    return Integer.parseInt(file.getFileName().toString().split("-", -1)[2]);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(data.resolve("raw"))) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  private Chunk chunk(String jvm, long sequence, long seconds) {
    long end = clock.millis() + seconds * 1_000;
    return new Chunk(jvm, end - 10_000, end, sequence);
  }

  /** The range in seconds after the clock's start. */
  private String read(Blobs blobs, String jvm, long from, long to) throws IOException {
    long start = new TestClock("2026-11-22T12:00:00Z").millis();
    List<Chunk> found = blobs.find(jvm, start + from * 1_000, start + to * 1_000);
    return new String(blobs.read(found).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes(text));
    }
    return out.toByteArray();
  }
}
