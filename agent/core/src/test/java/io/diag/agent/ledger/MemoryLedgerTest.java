package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.agent.os.KibibyteTable;
import io.diag.agent.os.ProcFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is resident is divided without loss, whatever the collector. */
class MemoryLedgerTest {
  private static final JvmAmounts NOTHING = new JvmAmounts(0, 0, 0, 0);
  private static final long STACK_BYTES = StackFinder.USUAL_BYTES;

  @TempDir Path root;

  /** Recording, heap, views, code, stacks, mapped, files, all else; kibibytes added up by hand. */
  static Stream<Arguments> recordings() {
    return Stream.of(
        Arguments.of("17-g1", 22388, 0, 728, 420, 2048, 13236, 2012),
        Arguments.of("17-parallel", 58856, 0, 788, 420, 2048, 13204, 1168),
        Arguments.of("17-z", 23271, 6433, 884, 416, 2048, 13076, 2312),
        Arguments.of("25-g1", 22232, 0, 1344, 420, 2048, 15088, 8644),
        Arguments.of("25-serial", 44888, 0, 1092, 424, 2048, 15088, 7636),
        Arguments.of("25-z", 25520, 0, 1356, 428, 2048, 15044, 9480));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void eachMappingIsInTheRegionItBelongsTo(
      String name, int heap, int views, int code, int stacks, int mapped, int files, int rest)
      throws IOException {
    LedgerSheet sheet = read(RecordedMappings.text(name), bounds(name), NOTHING, 0);
    assertThat(kibibytes(sheet, Region.HEAP)).isEqualTo(heap);
    assertThat(Math.max(0, kibibytes(sheet, Region.HEAP_VIEWS))).isEqualTo(views);
    assertThat(kibibytes(sheet, Region.CODE)).isEqualTo(code);
    assertThat(kibibytes(sheet, Region.STACKS)).isEqualTo(stacks);
    assertThat(kibibytes(sheet, Region.MAPPED)).isEqualTo(mapped);
    assertThat(kibibytes(sheet, Region.FILES)).isEqualTo(files);
    assertThat(kibibytes(sheet, Region.NATIVE)).isEqualTo(rest);
    assertThat(sheet.total() >> 10)
        .isEqualTo(heap + views + code + stacks + mapped + files + rest)
        .isEqualTo(residentKibibytes(RecordedMappings.text(name)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void stacksAreFoundWithoutTheMarkOfNewerKernelsToo(
      String name, int heap, int views, int code, int stacks) throws IOException {
    String unmarked = RecordedMappings.text(name).replace(" nh", "");
    assertThat(kibibytes(read(unmarked, bounds(name), NOTHING, 0), Region.STACKS))
        .isEqualTo(stacks);
  }

  @Test
  void whatTheJvmKnowsIsTakenOutOfWhatIsAnonymousAndNoMore() throws IOException {
    String text = RecordedMappings.text("25-g1");
    JvmAmounts amounts = new JvmAmounts(0, 1_000 << 10, 0, 2_000 << 10);
    LedgerSheet sheet = read(text, bounds("25-g1"), amounts, 3_000 << 10);
    assertThat(kibibytes(sheet, Region.METASPACE)).isEqualTo(1_000);
    assertThat(kibibytes(sheet, Region.DIRECT)).isEqualTo(2_000);
    assertThat(kibibytes(sheet, Region.NETTY)).isEqualTo(3_000);
    assertThat(kibibytes(sheet, Region.NATIVE)).isEqualTo(8644 - 6_000);
    LedgerSheet untouched = read(text, bounds("25-g1"), amounts, 1L << 40);
    assertThat(kibibytes(untouched, Region.NETTY)).as("as much as is there").isEqualTo(5_644);
    assertThat(kibibytes(untouched, Region.NATIVE)).isZero();
    assertThat(untouched.total()).isEqualTo(sheet.total());
  }

  @Test
  void aHeapWhosePlaceIsNotKnownIsNotCalledNative() throws IOException {
    String text = RecordedMappings.text("25-serial");
    LedgerSheet sheet = read(text, HeapBounds.UNKNOWN, NOTHING, 0);
    assertThat(sheet.bytes(Region.HEAP)).as("left out").isNegative();
    assertThat(sheet.bytes(Region.NATIVE)).as("left out").isNegative();
    assertThat(kibibytes(sheet, Region.UNNAMED)).isEqualTo(44_888 + 7_636);
    assertThat(sheet.total() >> 10).isEqualTo(residentKibibytes(text));
  }

  @Test
  void thisJvmsOwnMemoryIsDividedWithoutLoss() throws IOException {
    ProcFs own = ProcFs.ofSystem();
    MemoryLedger ledger = new MemoryLedger(own, HeapBounds.UNKNOWN, STACK_BYTES);
    ledger.read(JvmAmounts.read(), 0); // loads what it needs
    LedgerSheet sheet = ledger.read(JvmAmounts.read(), 0);
    long resident = KibibyteTable.read(own, "/proc/self/status").requiredBytes("VmRSS");
    assertThat(sheet.total()).isCloseTo(resident, within(Math.max(resident / 50, 5L << 20)));
    assertThat(sheet.bytes(Region.STACKS)).isGreaterThan(100_000);
    assertThat(sheet.bytes(Region.FILES)).isGreaterThan(5_000_000);
  }

  private LedgerSheet read(String text, HeapBounds heap, JvmAmounts amounts, long netty)
      throws IOException {
    return new MemoryLedger(RecordedMappings.files(root, text), heap, STACK_BYTES)
        .read(amounts, netty);
  }

  /** All were recorded with a heap of 512 MB; ZGC's is known by name. */
  private static HeapBounds bounds(String name) {
    return name.endsWith("-z")
        ? HeapBounds.UNKNOWN
        : HeapBounds.parse("[0x00000000e0000000, 0x0000000100000000)");
  }

  private static long kibibytes(LedgerSheet sheet, Region region) {
    return sheet.bytes(region) >> 10;
  }

  private static long residentKibibytes(String text) {
    return text.lines()
        .filter(line -> line.startsWith("Rss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
