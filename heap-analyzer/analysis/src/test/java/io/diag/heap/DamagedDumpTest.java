package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.heap.report.HeapReport;
import io.diag.hprof.HprofException;
import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cut and damaged dumps: analysed as far as they go, or refused with their place. */
class DamagedDumpTest {
  private static final int INPUTS = Boolean.getBoolean("diag.all") ? 200_000 : 3_000;
  private static final String MESSAGE = "0x[0-9A-F]+ in [A-Za-z0-9_ -]+: .+";

  @TempDir Path folder;

  @Test
  void cutAnywhereItIsPartialAndSaysWhere() throws IOException {
    byte[] dump = new PlantedLeak(HeapShape.COMPRESSED, 5).dump.segmentBytes(500).build();
    long objects = 0;
    for (int length = 0; length < dump.length; length++) {
      try (Analysed cut = Analysed.of(Arrays.copyOf(dump, length), folder)) {
        HeapReport report = cut.report();
        assertThat(report.isPartial()).isTrue();
        assertThat(report.cut().orElseThrow())
            .startsWith(String.format("truncated at 0x%X in ", length));
        assertThat(report.objects()).isGreaterThanOrEqualTo(objects);
        objects = report.objects();
      }
    }
    try (Analysed whole = Analysed.of(dump, folder)) {
      assertThat(whole.report().isPartial()).isFalse();
      assertThat(whole.report().objects()).isEqualTo(objects);
    }
  }

  @Test
  void cutBeforeItsRootsTheLeakIsStillTheFirstSuspect() throws IOException {
    PlantedLeak leak = new PlantedLeak(HeapShape.COMPRESSED, 500);
    byte[] dump = leak.dump.build();
    byte[] withoutRoots = Arrays.copyOf(dump, dump.length - 9 - 9 - 17 - 10);
    try (Analysed cut = Analysed.of(withoutRoots, folder)) {
      assertThat(cut.report().notes().get(0)).startsWith("the dump is cut before its roots");
      assertThat(cut.report().suspects().get(0).retainedBytes()).isEqualTo(leak.retainedBytes);
    }
  }

  @Test
  void compressedAndCutItIsPartial() throws IOException {
    byte[] dump = new PlantedLeak(HeapShape.COMPRESSED, 50).dump.build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(dump);
    }
    byte[] compressed = out.toByteArray();
    for (int length = 18; length < compressed.length - 8; length += 7) {
      try (Analysed cut = Analysed.of(Arrays.copyOf(compressed, length), folder)) {
        assertThat(cut.report().isPartial()).isTrue();
      }
    }
  }

  /** It holds the name of a thread, which is read to call the thread by it. */
  @Test
  void anArrayThatSaysItIsLongerThanTheDumpDoesNotEndTheAnalysis() throws IOException {
    byte[] dump = new PlantedLeak(HeapShape.NARROW, 6).dump.inOneDump().build();
    byte[] roots = {8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 5, 0, 0, 0, 0};
    byte[] array = {35, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4, 8, 'm', 'a', 'i', 'n'};
    int count = dump.length - roots.length - array.length + 9;
    assertThat(dump[count + 3]).as("its length").isEqualTo((byte) 4);
    dump[count] = 1;
    try (Analysed damaged = Analysed.of(dump, folder)) {
      assertThat(damaged.report().isPartial()).isTrue();
      assertThat(damaged.report().suspects()).isNotEmpty();
    }
  }

  @Test
  void damagedDumpsAreAnalysedAsFarAsTheyGoOrRefusedWithTheirPlace() throws IOException {
    List<byte[]> dumps =
        List.of(
            new PlantedLeak(HeapShape.NARROW, 6).dump.inOneDump().build(),
            new PlantedLeak(HeapShape.COMPRESSED, 6).dump.segmentBytes(400).build());
    Random random = new Random(42);
    int analysed = 0;
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] dump = damage(dumps.get(i % dumps.size()), random);
      try (Analysed damaged = Analysed.of(dump, folder)) {
        analysed++;
        assertThat(damaged.report().objects()).isLessThanOrEqualTo(dump.length / 14);
        assertThat(damaged.report().usedBytes()).isNotNegative();
      } catch (HprofException e) {
        refused++;
        assertThat(e).hasMessageMatching(MESSAGE);
      }
    }
    assertThat(analysed).isGreaterThan(INPUTS / 10);
    assertThat(refused).isGreaterThan(INPUTS / 10);
  }

  private static byte[] damage(byte[] dump, Random random) {
    byte[] damaged = dump.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(5)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(damaged, at, Math.min(at + 4, damaged.length), (byte) 0xFF);
        case 3 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
        default -> {
          int from = random.nextInt(damaged.length);
          int length = Math.min(random.nextInt(60), damaged.length - Math.max(at, from));
          System.arraycopy(dump, Math.min(from, dump.length - length), damaged, at, length);
        }
      }
    }
    return damaged;
  }
}
