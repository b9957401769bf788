package io.diag.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.Hello;
import io.diag.wire.ItemKind;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpoolTest {
  private static final String JVM = "jvm-00000001";
  private static final Hello HELLO = Hello.builder().service("s").host("h").jdk("17").build();

  @TempDir private Path parent;
  private final List<String> log = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private long nanos;

  /** Of the stand-in for a file system; below zero it is endless. */
  private long freeBytes = -1;

  @Test
  void whatTheCollectorTakesAtOnceNeverTouchesTheDisk() {
    Spool spool = spool(64 << 20);
    add(spool, 10, 100);
    assertThat(take(spool, 10)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    spool.stop();
    assertThat(parent.toFile().list()).isEmpty();
    assertThat(spool.place()).isEqualTo("on disk, up to 64 MB, once the collector is away");
  }

  @Test
  void whatItDoesNotTakeWaitsOnDiskAloneAndLeavesInOrderAndWithItsHeaders() throws IOException {
    Spool spool = spool(64 << 20);
    for (int i = 0; i < 3_000; i++) {
      add(spool, 1, 1_000);
      if (i % 7 == 0) {
        nanos += 1_000_000_000L;
        spool.save();
        assertThat(spool.bytes()).as("in memory").isZero();
      }
    }
    assertThat(spool.size()).isEqualTo(3_000);
    File folder = new File(parent.toFile(), "diag-spool-" + JVM);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.toPath())))
        .isEqualTo("rwx------");
    assertThat(folder.list()).as("some segments").hasSizeGreaterThan(4);
    assertThat(spool.oldest().headers()).containsEntry("Diag-From", "1");
    List<Long> taken = take(spool, 3_000);
    assertThat(taken).isSorted().hasSize(3_000).doesNotHaveDuplicates();
    assertThat(spool.oldest()).isNull();
    assertThat(folder).doesNotExist();
    assertThat(spool.dropped()).isZero();
    assertThat(spool.acknowledged()).isEqualTo(3_000);
  }

  @Test
  void overItsBoundTheOldestGoAndAreCounted() {
    Spool spool = spool(1 << 20);
    for (int i = 0; i < 3_000; i++) {
      add(spool, 1, 1_000);
      spool.save();
    }
    long left = spool.size();
    assertThat(left).isBetween(700L, 1_050L);
    assertThat(spool.dropped()).isEqualTo(3_000 - left);
    assertThat(spool.oldest().sequence()).isEqualTo(1 + spool.dropped());
    assertThat(take(spool, (int) left)).last().isEqualTo(3_000L);
  }

  @Test
  void theItemThatIsBeingSentMayGoAsWell() {
    Spool spool = spool(1 << 20);
    add(spool, 1, 1_000);
    spool.save();
    Item sending = spool.oldest();
    for (int i = 0; i < 2_000; i++) {
      add(spool, 1, 1_000);
      spool.save();
    }
    spool.acknowledge(sending);
    assertThat(spool.size() + spool.dropped()).isEqualTo(2_001);
    assertThat(spool.oldest().sequence()).isGreaterThan(1);
  }

  @Test
  void afterACrashTheRestIsSentAndWhatWasAcknowledgedIsNot() throws IOException {
    Spool spool = spool(64 << 20);
    add(spool, 100, 500);
    spool.save();
    take(spool, 40);
    copyAsAfterACrash();
    Spool next = spool(64 << 20, "jvm-00000002", 1_000);
    DiskSpool left = places("jvm-00000002", 64 << 20).takeOver(crashed(), 0);
    assertThat(left.jvmId()).isEqualTo("jvm-0000dead");
    assertThat(drain(left)).containsExactlyElementsOf(range(41, 100));
    assertThat(next.size()).isZero();
  }

  @Test
  void theSameJvmGoesOnWhereItsSessionBeforeLeftOff() {
    Spool spool = spool(64 << 20);
    add(spool, 5, 100);
    spool.save();
    take(spool, 2);
    spool.stop();
    Spool next = spool(64 << 20, JVM, 1_000);
    next.recover();
    add(next, 1, 100);
    assertThat(take(next, 4)).containsExactly(3L, 4L, 5L, 1_000L);
    next.stop();
    assertThat(parent.toFile().list()).isEmpty();
  }

  @Test
  void aSegmentCutAtAnyByteGivesTheItemsBeforeTheCut() throws IOException {
    Spool spool = spool(64 << 20);
    add(spool, 3, 40);
    spool.save();
    File segment = segments().get(0);
    byte[] whole = Files.readAllBytes(segment.toPath());
    List<Integer> ends = ends(whole);
    assertThat(ends).hasSize(3);
    for (int length = 0; length <= whole.length; length++) {
      File cut = new File(parent.toFile(), "cut");
      Files.write(cut.toPath(), java.util.Arrays.copyOf(whole, length));
      int bytes = length;
      long expected = ends.stream().filter(end -> end <= bytes).count();
      assertThat(items(cut)).as("cut at %d", length).isEqualTo(expected);
      assertThat(cut.length())
          .as("the torn end is gone")
          .isEqualTo(expected == 0 ? 0 : ends.get((int) expected - 1));
    }
  }

  @Test
  void aDamagedByteNeverGivesAWrongItem() throws IOException {
    Spool spool = spool(64 << 20);
    add(spool, 3, 40);
    spool.save();
    byte[] whole = Files.readAllBytes(segments().get(0).toPath());
    List<Integer> ends = ends(whole);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      File file = new File(parent.toFile(), "damaged");
      Files.write(file.toPath(), damaged);
      int place = at;
      long before = ends.stream().filter(end -> end <= place).count();
      assertThat(items(file)).as("damaged at %d", at).isEqualTo(before);
    }
  }

  @Test
  void aFullDiskIsSaidAndItemsStayInMemoryUntilThereIsRoomAgain() throws IOException {
    freeBytes = 20_000;
    Spool spool = spool(64 << 20);
    for (int i = 0; i < 50; i++) {
      add(spool, 1, 1_000);
      spool.save();
    }
    assertThat(spool.place()).contains("since the disk cannot be used: No space left");
    assertThat(log).hasSize(1).first().asString().contains("No space left");
    assertThat(spool.size()).isEqualTo(50);
    assertThat(spool.bytes()).as("the rest is in memory").isGreaterThan(25_000);
    freeBytes = -1;
    spool.save();
    assertThat(spool.bytes()).as("not tried again at once").isPositive();
    nanos += 61_000_000_000L;
    spool.save();
    assertThat(spool.bytes()).isZero();
    assertThat(log).last().isEqualTo("the spool is on disk again");
    assertThat(take(spool, 50)).containsExactlyElementsOf(range(1, 50));
    assertThat(spool.dropped()).isZero();
  }

  @Test
  void whereNothingIsWritableItemsStayInMemory() {
    Spool spool =
        new Spool(
            1,
            1 << 20,
            new SpoolPlaces(
                List.of(new File("/proc"), new File("/nonexistent")),
                64 << 20,
                JVM,
                () -> HELLO,
                this::open,
                () -> nanos),
            log::add,
            () -> nanos);
    add(spool, 3, 100);
    spool.save();
    assertThat(spool.place()).startsWith("in memory, up to 1 MB, since").contains("/proc");
    assertThat(take(spool, 3)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aFolderInUseIsLeftAloneAndTwoJvmsShareOneParent() {
    Spool one = spool(64 << 20);
    Spool other = spool(64 << 20, "jvm-00000002", 1);
    add(one, 2, 100);
    add(other, 3, 100);
    one.save();
    other.save();
    SpoolPlaces third = places("jvm-00000003", 64 << 20);
    assertThat(third.ofOthers()).hasSize(2);
    for (File path : third.ofOthers()) {
      assertThat(third.takeOver(path, 0)).isNull();
    }
    assertThat(take(one, 2)).containsExactly(1L, 2L);
    assertThat(take(other, 3)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatIsOlderThanADayIsDeletedAndALinkIsNotFollowed() throws IOException {
    Spool spool = spool(64 << 20);
    add(spool, 2, 100);
    spool.save();
    copyAsAfterACrash();
    Path link = parent.resolve("diag-spool-linkedlinked");
    Files.createSymbolicLink(link, crashed().toPath());
    SpoolPlaces places = places("jvm-00000002", 64 << 20);
    assertThat(places.takeOver(link.toFile(), 0)).isNull();
    long dayLater = System.currentTimeMillis() + 86_500_000;
    assertThat(places.takeOver(crashed(), dayLater)).isNull();
    assertThat(crashed()).doesNotExist();
  }

  @Test
  void aParentWithAHundredSpoolsTakesNoMore() throws IOException {
    for (int i = 0; i < 100; i++) {
      Files.createDirectory(parent.resolve("diag-spool-somebody-" + i));
    }
    Spool spool = spool(64 << 20);
    add(spool, 1, 100);
    spool.save();
    assertThat(spool.place()).contains("holds 100 spools already");
    assertThat(spool.size()).isEqualTo(1);
  }

  private Spool spool(long diskBytes) {
    return spool(diskBytes, JVM, 1);
  }

  private Spool spool(long diskBytes, String jvmId, long firstSequence) {
    return new Spool(firstSequence, 16 << 20, places(jvmId, diskBytes), log::add, () -> nanos);
  }

  private SpoolPlaces places(String jvmId, long diskBytes) {
    return new SpoolPlaces(
        List.of(parent.toFile()), diskBytes, jvmId, () -> HELLO, this::open, () -> nanos);
  }

  /** A file that fails as one on a full disk does: what fits is written, the rest is not. */
  private RandomAccessFile open(File file) throws IOException {
    return new RandomAccessFile(file, "rw") {
      @Override
      public void write(byte[] bytes) throws IOException {
        if (freeBytes < 0) {
          super.write(bytes);
          return;
        }
        int fits = (int) Math.min(bytes.length, freeBytes);
        super.write(bytes, 0, fits);
        freeBytes -= fits;
        if (fits < bytes.length) {
          throw new IOException("No space left on device");
        }
      }
    };
  }

  private void add(Spool spool, int count, int bytes) {
    for (int i = 0; i < count; i++) {
      byte[] body = new byte[bytes];
      random.nextBytes(body);
      spool.add(ItemKind.PROFILE, 5, Map.of("Diag-From", "1"), body);
    }
  }

  private static List<Long> take(Spool spool, int count) {
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Item item = spool.oldest();
      taken.add(item.sequence());
      spool.acknowledge(item);
    }
    return taken;
  }

  private static List<Long> drain(DiskSpool spool) throws IOException {
    List<Long> taken = new ArrayList<>();
    for (Item item = spool.oldest(); item != null; item = spool.oldest()) {
      taken.add(item.sequence());
      spool.removeOldest();
    }
    spool.delete();
    return taken;
  }

  private static List<Long> range(long first, long last) {
    List<Long> range = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      range.add(i);
    }
    return range;
  }

  /** The kernel keeps the lock for this process, so what a dead one leaves is a copy without it. */
  private void copyAsAfterACrash() throws IOException {
    Files.createDirectory(crashed().toPath());
    for (File file : new File(parent.toFile(), "diag-spool-" + JVM).listFiles()) {
      Files.copy(file.toPath(), crashed().toPath().resolve(file.getName()));
    }
  }

  private File crashed() {
    return new File(parent.toFile(), "diag-spool-jvm-0000dead");
  }

  private List<File> segments() {
    File[] found =
        new File(parent.toFile(), "diag-spool-" + JVM)
            .listFiles((in, name) -> name.endsWith(".segment"));
    List<File> segments = new ArrayList<>(List.of(found));
    Collections.sort(segments);
    return segments;
  }

  private long items(File file) throws IOException {
    SpoolSegment segment = SpoolSegment.existing(file, this::open);
    long left = segment.left();
    long read = 0;
    while (segment.next() != null) {
      read++;
    }
    segment.close();
    assertThat(read).isEqualTo(left);
    return read;
  }

  /** Where each record of a segment ends, by its own lengths. */
  private static List<Integer> ends(byte[] segment) {
    List<Integer> ends = new ArrayList<>();
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(segment);
    while (bytes.hasRemaining()) {
      int length = bytes.getInt();
      bytes.position(bytes.position() + 4 + length);
      ends.add(bytes.position());
    }
    assertThat(new String(segment, StandardCharsets.ISO_8859_1)).contains("profile", "Diag-From");
    return ends;
  }
}
